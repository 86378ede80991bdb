import { readAll } from './readings.js';
import { readTemperature } from './stations.js';

for (const cities of [
  ['Oslo', 'Lima', 'Nairobi'],
  ['Oslo', 'Atlantis', 'Lima'],
]) {
  const start = performance.now();
  try {
    const readings = await readAll(cities, readTemperature);
    const ms = performance.now() - start;
    console.log(readings);
    console.log(`${cities.length} stations, about ${Math.round(ms / 100) * 100} ms`);
  } catch (error) {
    console.log(`Everything is lost: ${error.message}`);
  }
}
