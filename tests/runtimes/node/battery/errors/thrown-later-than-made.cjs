const made = { error: new RangeError('made early') };
const make = () => made.error;
setImmediate(() => {
  for (const part of ['not yet', 'now']) {
    if (part === 'now') throw make();
  }
});
