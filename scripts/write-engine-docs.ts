/** `npm run docs:engine`: writes docs/node-engine.md and docs/django-engine.md from the code and its tests. */
import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describeEngine } from '../src/runtimes/node/lib/describe-engine.ts';
import { describeCapabilities } from '../tests/runtimes/django/capabilities/describe-capabilities.ts';

const write = (name: string, text: string) => writeFileSync(join(import.meta.dirname, '..', 'docs', name), text);

write('node-engine.md', describeEngine(builtinModules));
write('django-engine.md', describeCapabilities());
