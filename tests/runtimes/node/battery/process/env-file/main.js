process.loadEnvFile();
console.log(process.env.GREETING, process.env.QUOTED, process.env.EMPTY === '');
console.log(require('node:util').parseEnv('A=1\nB="two words" # comment\nexport C=3'));
