export async function readAll(cities, read) {
  const readings = [];
  cities.forEach(async (city) => {
    try {
      readings.push({ city, celsius: await read(city) });
    } catch {
      readings.push({ city, celsius: null });
    }
  });
  return readings;
}
