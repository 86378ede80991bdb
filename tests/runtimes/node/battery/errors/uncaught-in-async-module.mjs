async function load(id) {
  await null;
  throw new RangeError(`no item ${id}`);
}
console.log('before');
await load(7);
console.log('never');
