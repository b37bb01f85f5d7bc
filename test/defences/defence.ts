/** A test by its file under `test/` and its title, or the beginning of one that ends in values. */
export interface TestName {
  readonly file: string;
  readonly title: string;
  /** Titles of the same file that must run before it, where it goes on from where they end. */
  readonly after?: readonly string[];
}

/** One defence, how it is taken away, and the test that must fail then. */
export interface Defence {
  /** The file that it is in. */
  readonly file: string;
  /** Its text, exactly, with what stands around it where it is there more than once. */
  readonly take: string;
  /** What is put in its place. */
  readonly leave: string;
  readonly test: TestName;
}

/** Defences by the row that they are of. */
export type Rows = Readonly<Record<string, readonly Defence[]>>;

/** The file as it is without the defence. Throws where the text is not there exactly once. */
export function without({ take, leave, file }: Defence, source: string): string {
  const [before, after, ...more] = source.split(take);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} does not have this text exactly once: ${take}`);
  }
  return `${before}${leave}${after}`;
}

export type TestKind = 'unit' | 'host' | 'e2e';

/** How a test runs; the kinds but `unit` need a VS Code, and minutes. */
export function kindOf({ file }: TestName): TestKind {
  const [kind] = file.split('/');
  if (kind === 'unit' || kind === 'host' || kind === 'e2e') return kind;
  throw new Error(`${file} is in no folder of tests`);
}
