console.log('start');
require('./broken.js');
