exports.done = false; const a = require('./a'); console.log('in b, a.done', a.done, a.missing); exports.done = true; exports.parentLoaded = module.parent?.loaded;
