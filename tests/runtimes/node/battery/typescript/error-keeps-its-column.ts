type Options = { deep: boolean };
function fail(options: Options): never {
  const x: number = 1; throw new TypeError('deep ' + options.deep + x);
}
fail({ deep: true });
