export const a = 1;
const b = 2;
export { b as renamed, b as 'any name' };
export default class Widget {}
export * from './star.mjs';
export * as nested from './star.mjs';
