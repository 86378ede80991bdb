// What follows an `await` goes on in the context that its operand left behind.
const { AsyncLocalStorage } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const show = (place) => console.log(place, storage.getStore());

function enter(name) {
  storage.enterWith(name);
  return name;
}

async function enterLater(name) {
  enter(`${name}, at once`);
  await null;
  enter(`${name}, later`);
}

async function operands() {
  enter('start');
  await enter('a call');
  show('after a call');
  await (show('in a comma'), enter('a comma'));
  show('after a comma');
  await enterLater('an async function');
  show('after an async function');
  await (await enter('the inner one'), enter('the outer one'));
  show('after two');
  try {
    await Promise.reject(enter('a rejection'));
  } catch {
    show('in a catch');
  }
  try {
    await null;
    enter('a throw');
    throw new Error('no await');
  } catch {
    show('in a catch without an await');
  }
}

const arrow = async () => [await enter('an arrow'), storage.getStore()];
const bare = async (name)=>[await enter(name),storage.getStore()];
const commented = async (/* => */ name /* => */) => /* => */ [await enter(name), storage.getStore()];
const nested = async () => [await (async () => (await enter('inner'), storage.getStore()))(), storage.getStore()];
const object = async () => ({ entered: await enter('an object'), then: undefined, store: storage.getStore() });
const byDefault = async (name = '=>', { length } = name) => [await enter(name), length, storage.getStore()];

async function* count(to) {
  for (let number = 1; number <= to; number += 1) yield number;
}

async function loops() {
  enter('before the loop');
  for await (const number of count(2)) {
    show(`turn ${number}`);
    enter(`in turn ${number}`);
  }
  show('after the loop');
  enter('before');
  for await (const number of count(3)) {
    show(`turn ${number}`);
    enter(`continued ${number}`);
    if (number < 3) continue;
    enter('the last one');
  }
  show('after a loop that continues');
  all: for await (const outer of count(2)) {
    for (const inner of [1, 2, 3]) {
      if (inner === 1) continue;
      enter(`outer ${outer}, inner ${inner}`);
      if (inner === 2) continue all;
    }
  }
  show('after a labelled loop');
  for await (const number of count(3)) {
    enter(`left ${number}`);
    switch (number) {
      case 1:
        break;
      default:
        for (;;) break;
    }
    show('after inner breaks');
    if (number === 2) break;
  }
  show('after a loop that was left');
  for await (const number of count(2)) enter(`short ${number}`);
  show('after a loop without braces');
  for await (const _ of count(1)) {
  }
  show('after an empty loop');
}

async function main() {
  await operands();
  show('after the operands');
  for (const each of [arrow, () => bare('bare'), () => commented('commented'), nested, object, byDefault]) {
    console.log(await each());
    show('after an arrow');
  }
  console.log(arrow.length, commented.length, byDefault.length, String(arrow), arrow.name);
  await loops();
  show('after the loops');
}

storage.run('outside', main).then(() => show('at the end'));
