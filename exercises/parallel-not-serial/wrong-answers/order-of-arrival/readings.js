export async function readAll(cities, read) {
  const readings = [];
  await Promise.all(
    cities.map(async (city) => {
      try {
        readings.push({ city, celsius: await read(city) });
      } catch {
        readings.push({ city, celsius: null });
      }
    }),
  );
  return readings;
}
