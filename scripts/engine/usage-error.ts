/** The command was used in a way it cannot serve. `message` says what is wrong, `hint` what to write instead. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}
