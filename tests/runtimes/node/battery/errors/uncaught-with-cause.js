function readConfig(path) {
  try {
    require('node:fs').readFileSync(path);
  } catch (error) {
    throw new Error('The configuration could not be read', { cause: error });
  }
}
readConfig('/nowhere/config.json');
