const { PORT, WORDS, ONLY_FIRST, MORE, HOME } = process.env;
console.log(PORT, WORDS, ONLY_FIRST, MORE, HOME === '/not/taken');
