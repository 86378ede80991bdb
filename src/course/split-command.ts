/** Splits what an author writes under `run` into words, with quotes as in a shell and nothing else of a shell. */
import { CourseError } from './course-error.ts';

/** @throws CourseError when a quote is not closed */
export function splitCommand(command: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const character of command) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') throw new CourseError(`A quote (${quote}) is not closed.`, 'Close it or remove it.');
  if (word !== undefined) words.push(word);
  return words;
}
