import type { Stream } from '../../streams/stream.ts';
import { streamKey } from '../../streams/streamKey.ts';
import type { KnownStream } from '../../texts/knownCampaign.ts';
import type { TreeNode } from './treeNode.ts';

/** What knows the rows of the view, and the streams that there are. */
export interface RowPorts {
  readonly tree: { hasDrawn(node: TreeNode): boolean };
  readonly board: { streams(): readonly KnownStream[] };
}

/**
 * What a command believes of what it was called with. A row that the view has drawn is one. Anything else can be of
 * another extension, with a name and a tier of its own: of what looks like a stream's row only the ids count, and
 * the stream with them is taken, if there is one; anything else is arguments, read once, and no row.
 */
export function believedArgument(argument: unknown, ports: RowPorts): unknown {
  if (typeof argument !== 'object' || argument === null || isDrawn(argument, ports)) return argument;
  const { kind, ...given } = argument as { readonly kind?: unknown };
  return kind === 'stream' ? rowWithIdsOf((given as { stream?: unknown }).stream, ports) : given;
}

/** Of the rows that are selected those that the view has drawn; VS Code gives them only where it called by a row. */
export function believedSelection(selection: unknown, ports: RowPorts): readonly unknown[] | undefined {
  return Array.isArray(selection) ? selection.filter((one: unknown) => isDrawn(one, ports)) : undefined;
}

function isDrawn(row: unknown, { tree }: RowPorts): boolean {
  return typeof row === 'object' && row !== null && tree.hasDrawn(row as TreeNode);
}

function rowWithIdsOf(given: unknown, { board }: RowPorts): TreeNode | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { host, accountId, streamId } = given as Partial<Record<keyof Stream, unknown>>;
  if (typeof host !== 'string' || typeof accountId !== 'string' || typeof streamId !== 'string') return undefined;
  const key = streamKey({ name: '', host, accountId, streamId });
  const stream = board.streams().find((one) => streamKey(one) === key);
  return stream && { kind: 'stream', stream };
}
