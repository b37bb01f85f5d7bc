import type { ConfiguredStream } from '../../streams/stream.ts';

const fields = ['host', 'accountId', 'streamId', 'name', 'tier'] as const;

/** What was typed of a stream: each field as it was checked. */
export type TypedFields = Partial<Pick<ConfiguredStream, (typeof fields)[number]>>;

/**
 * What was typed of a stream that was not added after all: the boxes offer it the next time, until this window closes.
 * A token, a campaign or an iid of what was pasted is never kept.
 */
export class TypedStream {
  readonly #clean: (text: string) => string;
  #typed: TypedFields = {};

  /** `clean` takes secrets out of a text: a field that it changes is not kept. */
  constructor(clean: (text: string) => string) {
    this.#clean = clean;
  }

  /** For the boxes, beside what the caller knows. Nothing where that is of another host: it was typed for this one. */
  besides(known: { readonly host?: string }): TypedFields {
    return known.host === undefined || known.host === this.#typed.host ? this.#typed : {};
  }

  keep(typed: TypedFields): void {
    const kept = fields.flatMap((field) => {
      const text = typed[field];
      return text === undefined || this.#clean(text) !== text ? [] : [[field, text]];
    });
    this.#typed = Object.fromEntries(kept) as TypedFields;
  }

  forget(): void {
    this.#typed = {};
  }
}
