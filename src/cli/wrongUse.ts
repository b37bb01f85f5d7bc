/**
 * An option, a file or a variable cannot be used, so nothing was tried. The message is for a person; it repeats nothing
 * that could be a secret.
 */
export class WrongUse extends Error {
  readonly code = 'wrongUse';

  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}

/** The person or the pipeline ended the program before anything could be sent. */
export class Cancelled extends Error {
  readonly code = 'cancelled';

  constructor() {
    super('You cancelled.');
    this.name = 'Cancelled';
  }
}
