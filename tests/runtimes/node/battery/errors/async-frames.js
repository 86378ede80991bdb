// Who awaits a function that fails is in the stack, as far as it began to wait before the error was made.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Shop {
  async find(id) {
    await null;
    return await this.check(id);
  }
  async check(id) {
    await sleep(1);
    if (id > 1) throw new RangeError(`no item ${id}`);
    return id;
  }
}

async function beforeItWaits() { null.x; }
async function inATimer() { await new Promise((_, reject) => setTimeout(() => reject(new Error('in a timer')), 1)); }
async function madeBefore() {
  const error = new Error('made before');
  await sleep(1);
  throw error;
}
async function ofTheEngine() {
  await null;
  undefined.x;
}
async function calledLater() {
  await null;
  await beforeItWaits();
}
async function madeAtOnce() { throw new Error('made at once'); }
async function calledLaterStill() {
  await null;
  await madeAtOnce();
}
const shelf = { async count() { await ofTheEngine(); } };
const arrow = async () => { await (0, ofTheEngine()); };

async function awaitedLate() {
  const promise = ofTheEngine();
  promise.catch(() => undefined);
  await sleep(1);
  await promise;
}

async function main() {
  const attempts = [
    async () => { await new Shop().find(2); },
    beforeItWaits, madeAtOnce, calledLaterStill, inATimer, madeBefore, ofTheEngine, calledLater, () => shelf.count(), arrow, awaitedLate,
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      const frames = error.stack.split('\n').filter((line) => !line.includes('node:'));
      console.log(frames.join('\n'));
    }
  }
  await new Shop().find(3);
}
main();
