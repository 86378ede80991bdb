/** Prints Node's own library as JSON, id to source. Run by the pinned Node (see pinned-node.ts). */

// Deprecated, and the only way that hands out the sources.
const natives = (process as unknown as { binding(name: string): Record<string, unknown> }).binding('natives');
const library = Object.entries(natives).filter(([, source]) => typeof source === 'string');
process.stdout.write(JSON.stringify(Object.fromEntries(library)));
