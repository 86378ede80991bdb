export function reverseWords(sentence) {
  return sentence.split(' ').join(' ');
}
