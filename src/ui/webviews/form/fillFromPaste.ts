import type { PastedCall } from '../../../streams/pasted.ts';
import type { ConfiguredStream } from '../../../streams/stream.ts';
import { draftOf, hostMembers, type FormDraft } from './formDraft.ts';

/** What a pasted text tells a form. */
export type Pasted =
  | { readonly kind: 'call'; readonly call: PastedCall }
  | { readonly kind: 'host'; readonly host: string }
  /** The set-up of a colleague, with one stream in it. */
  | { readonly kind: 'stream'; readonly stream: ConfiguredStream }
  /** A set-up of several streams, which has its own question. */
  | { readonly kind: 'handedOn' }
  /** A sentence that says why it does not fill in the form. */
  | { readonly kind: 'bad'; readonly text: string };

/** The draft with what was pasted; what the paste does not tell stays as it was typed. */
export function fillFromPaste(draft: FormDraft, pasted: Exclude<Pasted, { kind: 'bad' | 'handedOn' }>): FormDraft {
  switch (pasted.kind) {
    case 'host':
      return { ...draft, ...hostMembers(pasted.host) };
    case 'stream': {
      const { credentialKind, clientId, algorithm, subject, keep } = draft;
      return { ...draftOf(pasted.stream), credentialKind, clientId, algorithm, subject, keep };
    }
    case 'call': {
      const { host, accountId, streamId, iid, campaignId } = pasted.call;
      const isNew = campaignId !== undefined && !draft.campaigns.some(({ id }) => id.trim() === campaignId);
      const rows = draft.campaigns.filter(({ id, name }) => id.trim() !== '' || name.trim() !== '');
      return {
        ...draft,
        ...(host === undefined ? {} : hostMembers(host)),
        ...(accountId === undefined ? {} : { accountId }),
        ...(streamId === undefined ? {} : { streamId, iid: iid ?? '' }),
        ...(isNew ? { campaigns: [...rows, { id: campaignId, name: '' }] } : {}),
      };
    }
  }
}
