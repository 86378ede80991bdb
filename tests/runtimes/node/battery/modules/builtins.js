const module_ = require('node:module');
console.log(module_.isBuiltin('fs'), module_.isBuiltin('node:test'), module_.isBuiltin('test'), module_.isBuiltin('wss'));
console.log(module_.builtinModules.includes('fs'), module_.builtinModules.includes('node:test'), module_.builtinModules.includes('fs/promises'));
try { require('node:nothing'); } catch (error) { console.log(error.code, error.message); }
try { require(''); } catch (error) { console.log(error.code, error.message); }
try { require(5); } catch (error) { console.log(error.code); }
console.log(require('fs') === require('node:fs'), process.getBuiltinModule('fs') === require('fs'), process.getBuiltinModule('zzz'));
console.log(typeof require.extensions['.js'], module.constructor === module_, module_._nodeModulePaths('/a/b').join());
const fs = require('fs'); fs.readFileSync = () => 'patched';
module_.syncBuiltinESMExports();
import('node:fs').then(({ readFileSync }) => console.log(readFileSync('x')));
console.log(module_.findPackageJSON !== undefined, module_.wrap('x'));
