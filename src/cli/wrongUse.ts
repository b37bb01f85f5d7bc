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
