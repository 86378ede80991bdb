/** Shuffles the same way each time, so that two builds of the site are alike. */

/** The items in another order than they came in, unless every order looks the same. `seed`: any text. */
export function shuffle(items: readonly string[], seed: string): string[] {
  const shuffled = [...items];
  const random = randomFrom(seed);
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen] as string, shuffled[last] as string];
  }
  if (shuffled.some((item, index) => item !== items[index])) return shuffled;
  return [...items].reverse();
}

/** Numbers from 0 to 1: mulberry32, started from an FNV-1a hash of the seed. */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
