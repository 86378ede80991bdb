/** Returns the words of `sentence` in reverse order. */
export function reverseWords(sentence) {
  return sentence;
}
