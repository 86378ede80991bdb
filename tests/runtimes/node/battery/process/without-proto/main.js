console.log(Object.hasOwn(Object.prototype, '__proto__'), { __proto__: null }, Object.getPrototypeOf({}) === Object.prototype);
try {
  ({}).__proto__ = Array.prototype;
} catch (error) {
  console.log(error.code, error.message);
}
