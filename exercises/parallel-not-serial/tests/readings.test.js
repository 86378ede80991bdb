import assert from 'node:assert';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readAll } from '../readings.js';

describe('readAll', () => {
  it('gives one reading per city', async () => {
    const read = async (city) => city.length;
    assert.deepStrictEqual(await readAll(['Oslo', 'Nairobi'], read), [
      { city: 'Oslo', celsius: 4 },
      { city: 'Nairobi', celsius: 7 },
    ]);
  });

  it('asks all stations at the same time', async () => {
    let asked = 0;
    let answered = 0;
    let most = 0;
    const read = async () => {
      asked += 1;
      most = Math.max(most, asked - answered);
      await nextTurn();
      answered += 1;
      return 20;
    };
    await readAll(['Oslo', 'Lima', 'Nairobi'], read);
    assert.strictEqual(most, 3, `Of 3 stations, at most ${most} worked at the same time.`);
  });

  it('keeps the order of the cities when the last one answers first', async () => {
    const turns = { Oslo: 6, Lima: 4, Nairobi: 2 };
    const read = async (city) => {
      for (let turn = 0; turn < turns[city]; turn += 1) await nextTurn();
      return turns[city];
    };
    assert.deepStrictEqual(await readAll(['Oslo', 'Lima', 'Nairobi'], read), [
      { city: 'Oslo', celsius: 6 },
      { city: 'Lima', celsius: 4 },
      { city: 'Nairobi', celsius: 2 },
    ]);
  });

  it('gives null for a station that fails and keeps the others', async () => {
    const read = async (city) => {
      await nextTurn();
      if (city === 'Atlantis') throw new Error('There is no station in Atlantis.');
      return 20;
    };
    const readings = await readAll(['Oslo', 'Atlantis', 'Lima'], read).catch((error) => `rejected: ${error.message}`);
    assert.deepStrictEqual(readings, [
      { city: 'Oslo', celsius: 20 },
      { city: 'Atlantis', celsius: null },
      { city: 'Lima', celsius: 20 },
    ]);
  });

  it('gives an empty array for no cities', async () => {
    assert.deepStrictEqual(await readAll([], async () => 20), []);
  });
});
