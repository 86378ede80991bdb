/** A question for the review, taken out of the page of its lesson: that page is its only copy. */

/** The question could not be had; both texts are for the learner. */
export class QuestionUnavailable extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QuestionUnavailable';
    this.hint = hint;
  }
}

/** The element of a question, not yet connected. Rejects with `QuestionUnavailable`. */
export async function fetchQuestion(lessonUrl: string, questionId: string): Promise<HTMLElement> {
  const response = await fetch(lessonUrl).catch((error: unknown) => {
    throw new QuestionUnavailable(
      'The question could not be fetched.',
      'See whether you are online, then try again. Your answers are kept.',
      { cause: error },
    );
  });
  const page = new DOMParser().parseFromString(response.ok ? await response.text() : '', 'text/html');
  const element = page.querySelector<HTMLElement>(`[data-question="${CSS.escape(questionId)}"]`);
  if (!element) {
    throw new QuestionUnavailable('This question is no longer in its lesson.', 'Go on with the next one.');
  }
  return document.adoptNode(element);
}
