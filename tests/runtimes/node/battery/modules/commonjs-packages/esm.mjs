export default 'default';
export const x = 1;
