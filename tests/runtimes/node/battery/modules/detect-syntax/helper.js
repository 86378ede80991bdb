export const helper = (x) => x * 21;
