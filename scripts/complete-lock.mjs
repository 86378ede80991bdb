/**
 * Adds to package-lock.json the optional platform packages that npm left out because a registry mirror did not have
 * them. Without them `npm ci` refuses the lock file ("Missing: … from lock file") on every platform. The added entries
 * are optional: npm fetches one only where its `os` and `cpu` fit, and goes on when it cannot be had.
 *
 * Run it after every change of the dependencies: `node scripts/complete-lock.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const OS_NAMES = ['darwin', 'linux', 'win32', 'android', 'freebsd'];
const CPU_NAMES = ['arm64', 'x64', 'ia32', 'arm', 'wasm32', 'riscv64', 'ppc64', 's390x'];

/** Where a platform package runs, read from its name (`…-linux-arm64-musl`), as its own manifest would say. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = OS_NAMES.filter((word) => words.includes(word));
  const cpu = CPU_NAMES.filter((word) => words.includes(word));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return { ...(cpu.length > 0 && { cpu }), ...(libc && { libc }), ...(os.length > 0 && { os }) };
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const installed = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
let added = 0;
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (installed.has(name)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), dev: true, optional: true };
    installed.add(name);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform packages added.`);
