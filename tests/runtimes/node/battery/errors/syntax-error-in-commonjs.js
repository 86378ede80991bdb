console.log('never printed');
const value = { a: 1, b: };
