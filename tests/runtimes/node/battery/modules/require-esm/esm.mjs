export default function hello() {} export const x = 1; export { x as "odd name" };
