/**
 * Reads the temperature of each city with `read`, an async
 * function. Resolves to an array of { city, celsius }.
 */
export async function readAll(cities, read) {
  return Promise.all(cities.map((city) => readOne(city, read)));
}

/** Reads one city; a station that fails gives null. */
async function readOne(city, read) {
  try {
    return { city, celsius: await read(city) };
  } catch {
    return { city, celsius: null };
  }
}
