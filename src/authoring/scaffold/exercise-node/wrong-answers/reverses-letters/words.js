export function reverseWords(sentence) {
  return [...sentence].reverse().join('');
}
