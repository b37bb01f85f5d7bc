import type { Reader } from '../../texts/format.ts';
import type { Outlet } from '../outlet.ts';
import { actionTitle, type MessageAction } from '../texts/actionTitle.ts';

/** A sentence, and what its buttons do. */
interface TextWithActions<A extends MessageAction> {
  readonly severity: 'info' | 'error';
  readonly sentence: string;
  readonly actions: readonly A[];
}

/** Shows a sentence with its buttons; not to be waited for. */
export async function tellWithActions<A extends MessageAction>(
  { severity, sentence, actions }: TextWithActions<A>,
  act: (action: A) => Promise<unknown>,
  { reader, outlet }: { readonly reader: Reader; readonly outlet: Outlet },
): Promise<void> {
  const titles = new Map(actions.map((action) => [actionTitle(action, reader), action]));
  const chosen = await outlet[severity](sentence, ...titles.keys());
  const action = chosen === undefined ? undefined : titles.get(chosen);
  if (action !== undefined) await act(action);
}
