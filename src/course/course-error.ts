/** Something in the course is wrong and its author can mend it: `message` says what and where, `hint` what to write. */
export class CourseError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CourseError';
    this.hint = hint;
  }
}
