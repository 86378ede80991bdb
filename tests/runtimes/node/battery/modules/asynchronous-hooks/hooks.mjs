/** Run in a thread of their own: their program sleeps where it cannot wait otherwise. */
export async function initialize({ greeting, port }) {
  globalThis.greeting = greeting;
  port.postMessage('the hooks are ready');
}

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('virtual:')) return { url: specifier, shortCircuit: true };
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('virtual:')) return next(url, context);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const source = `export default ${JSON.stringify(`${globalThis.greeting} from ${url}`)}; export const { url } = import.meta;`;
  return { format: 'module', source, shortCircuit: true };
}
