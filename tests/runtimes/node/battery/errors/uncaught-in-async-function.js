async function load(id) {
  await null;
  if (id > 2) throw new RangeError(`no item ${id}`);
  return id;
}
async function main() {
  await load(1);
  await load(3);
}
main();
