export async function readAll(cities, read) {
  const temperatures = await Promise.all(cities.map(read));
  return cities.map((city, index) => ({ city, celsius: temperatures[index] }));
}
