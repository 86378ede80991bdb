import { choose, failLater } from './fail.mjs';

const kept = [];
for (const name of ['first', 'second']) {
  try {
    await failLater(name);
  } catch (error) {
    kept.push(error);
  }
}
console.log(choose.toString());
setTimeout(() => {
  try {
    throw choose(...kept);
  } catch (error) {
    console.log(error.message);
    setImmediate(() => choose(error).again());
  }
});
