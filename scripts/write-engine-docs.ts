/** `npm run docs:engine`: writes docs/node-engine.md from the code. */
import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describeEngine } from '../src/runtimes/node/lib/describe-engine.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'node-engine.md'), describeEngine(builtinModules));
