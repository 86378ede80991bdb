export const starred = '*';
export default 'not passed on';
