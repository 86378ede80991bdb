const fs = require('fs');
fs.writeFileSync('real.js', 'console.log(__filename.split("/").pop(), module.id.split("/").pop());');
fs.symlinkSync('real.js', 'link.js');
require('./link.js'); require('./real.js');
fs.mkdirSync('pack'); fs.writeFileSync('pack/package.json', '{"main":"./entry"}'); fs.writeFileSync('pack/entry.js', 'module.exports = "entry";');
console.log(require('./pack'), require('./pack/'), require.resolve('./pack').split('/').pop());
fs.writeFileSync('noext', 'module.exports = "no extension";'); console.log(require('./noext'));
fs.writeFileSync('data.json', '\ufeff{"bom":true}'); console.log(require('./data'));
fs.writeFileSync('hash.js', '#!/usr/bin/env node\nmodule.exports = "hash bang";'); console.log(require('./hash'));
