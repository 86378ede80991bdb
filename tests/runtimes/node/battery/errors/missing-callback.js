const { readFile } = require('fs');
readFile('x');
