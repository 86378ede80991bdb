const fs = require('node:fs');
for (const read of [
  () => fs.readFileSync(99),
  () => fs.fstatSync(99),
  () => fs.closeSync(99),
  () => fs.readSync(99, Buffer.alloc(1)),
]) {
  try {
    read();
  } catch (error) {
    console.log(error.message);
  }
}
