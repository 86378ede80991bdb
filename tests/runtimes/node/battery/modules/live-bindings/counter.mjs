export let count = 0;
export function increment() { count += 1; }
export const later = new Promise((resolve) => setTimeout(() => { count = 10; resolve(count); }, 1));
export default count;
