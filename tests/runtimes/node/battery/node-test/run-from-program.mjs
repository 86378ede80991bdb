import { run, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { spec } from 'node:test/reporters';
writeFileSync(
  'x.test.mjs',
  `import test from 'node:test'; test('in file', () => {}); test('bad', () => { throw new Error('bad one'); });`,
);
const s = run({ files: ['x.test.mjs'], isolation: 'none' });
s.on('test:pass', (d) => console.log('pass', d.name, d.nesting));
s.on('test:fail', (d) => console.log('fail', d.name, d.details.error.cause.message));
for await (const e of s) if (e.type === 'test:plan') console.log('plan', e.data.count);
