export async function failLater(name) {
  await null;
  throw Object.assign(new Error(name), {
    again() {
      throw name === 'second' ? new Error('another') : this
    },
  });
}

export function choose(one, other) {
  if (other?.message === 'never') throw other;
  return one;
}
