import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../src/runtimes/node/page/parse-command.ts';

describe('a command line', () => {
  it('names the file and its arguments', () => {
    expect(parseCommand(['node', 'main.js', '--loud', 'x'])).toEqual({
      argv: ['main.js', '--loud', 'x'],
      execArgv: [],
      options: {},
    });
  });

  it('turns options before the file into Node’s own', () => {
    expect(parseCommand(['node', '--no-warnings', 'main.js'])).toEqual({
      argv: ['main.js'],
      execArgv: ['--no-warnings'],
      options: { '--warnings': false, '--no-warnings': true },
    });
    expect(parseCommand(['node', '-r', './a.js', '--require=./b.js', 'main.js', '-r'])).toEqual({
      argv: ['main.js', '-r'],
      execArgv: ['-r', './a.js', '--require=./b.js'],
      options: { '--require': ['./a.js', './b.js'] },
    });
    expect(parseCommand(['node', '--test'])).toMatchObject({ argv: [], options: { '--test': true } });
  });

  it('takes code instead of a file', () => {
    expect(parseCommand(['node', '-e', 'run()', 'x'])).toEqual({
      argv: ['x'],
      execArgv: ['-e', 'run()'],
      options: { '--eval': 'run()' },
    });
    expect(parseCommand(['node', '-p', '1 + 1'])).toMatchObject({ options: { '--print': true, '--eval': '1 + 1' } });
    expect(parseCommand(['node', '-pe', '1 + 1'])).toMatchObject({ options: { '--print': true, '--eval': '1 + 1' } });
    expect(parseCommand(['node', '-p', '-e', '1'])).toMatchObject({ options: { '--print': true, '--eval': '1' } });
  });

  it.each([
    [['npm', 'install'], 127, /^npm: command not found/],
    [[], 127, /command not found/],
    [['node'], 9, /which file/],
    [['node', '--inspect', 'main.js'], 9, /--inspect/],
    [['node', '--test=all', 'main.js'], 9, /--test=all/],
    [['node', '-e'], 9, /-e/],
  ])('that cannot be run, %j, says why', (command, exitCode, complaint) => {
    expect(parseCommand(command)).toEqual({ exitCode, complaint: expect.stringMatching(complaint) });
  });
});
