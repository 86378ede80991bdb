console.log(typeof arguments, typeof this, typeof require, typeof exports, typeof module, typeof __filename);
const arrow = () => typeof arguments;
function plain() {
  return (() => arguments.length)();
}
console.log(arrow(1), plain(1, 2), { arguments: 3 }.arguments);
try {
  arguments.length;
} catch (error) {
  console.log(error.name);
}
