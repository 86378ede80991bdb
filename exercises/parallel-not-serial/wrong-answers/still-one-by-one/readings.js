export async function readAll(cities, read) {
  const readings = [];
  for (const city of cities) {
    try {
      readings.push({ city, celsius: await read(city) });
    } catch {
      readings.push({ city, celsius: null });
    }
  }
  return readings;
}
