require('fs').createReadStream('absent.txt').pipe(process.stdout);
