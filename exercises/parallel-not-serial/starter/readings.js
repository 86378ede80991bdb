/**
 * Reads the temperature of each city with `read`, an async
 * function. Resolves to an array of { city, celsius }.
 */
export async function readAll(cities, read) {
  const readings = [];
  for (const city of cities) {
    readings.push({ city, celsius: await read(city) });
  }
  return readings;
}
