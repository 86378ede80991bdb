/** Something that an author should change, found by trying it out. */
export interface Finding {
  /** What was tried, for instance `wrong answer "never-ends"` or a place in a lesson. */
  readonly subject: string;
  readonly expected: string;
  readonly happened: string;
  /** What to change, a sentence. */
  readonly hint: string;
}
