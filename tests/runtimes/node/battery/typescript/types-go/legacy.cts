const answer: number = 42;
module.exports = { answer };
