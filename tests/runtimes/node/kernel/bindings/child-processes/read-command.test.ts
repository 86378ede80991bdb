import { expect, it } from 'vitest';
import { readCommand } from '../../../../../../src/runtimes/node/kernel/bindings/child-processes/read-command.ts';

const inShell = (line: string) => readCommand('/bin/sh', ['/bin/sh', '-c', line]);

it('takes node by its name and by its path', () => {
  expect(readCommand('node', ['node', 'main.js', 'a'])).toEqual(['main.js', 'a']);
  expect(readCommand('/usr/local/bin/node', ['anything', 'main.js'])).toEqual(['main.js']);
});

it('takes a shell line that only starts node', () => {
  expect(inShell(`"/usr/local/bin/node" 'my file.js' --flag=1`)).toEqual(['my file.js', '--flag=1']);
});

it.each(['ls -l', 'node a.js | sort', 'node a.js > out', 'node $FILE', 'node a.js && node b.js', ''])(
  'refuses the shell line "%s" and says what to do',
  (line) => {
    expect(() => inShell(line)).toThrow(/shell.*fork\('file\.js'\)/);
  },
);

it('knows no other program', () => {
  expect(readCommand('git', ['git', 'status'])).toBeUndefined();
});
