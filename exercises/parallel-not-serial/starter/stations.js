import { setTimeout as wait } from 'node:timers/promises';

const TEMPERATURES = { Oslo: 3, Lima: 19, Nairobi: 24 };

/** Asks the weather station of a city, which takes 100 ms. Rejects when there is none. */
export async function readTemperature(city) {
  await wait(100);
  if (!(city in TEMPERATURES)) throw new Error(`There is no station in ${city}.`);
  return TEMPERATURES[city];
}
