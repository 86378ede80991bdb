const { EMPTY, NEXT, SPACES, QUOTED, LAST } = process.env;
console.log({ EMPTY, NEXT, SPACES, QUOTED, LAST });
