import { describe, expect, it } from 'vitest';
import { projectFrames, projectLocation } from '../../../../src/runtimes/node/worker/check/project-frames.ts';

const STACK = `Error: no
    at breaks (/home/learner/project/main.js:6:9)
    at async file:///home/learner/project/lib/deep.mjs:2:1
    at Test.run (node:internal/test_runner/test:1402:25)
    at TestContext.<anonymous> (/home/learner/project/tests/main.test.js:7:28)`;

describe('a stack', () => {
  it('names the places in the project, the deepest first', () => {
    expect(projectFrames(STACK).locations).toEqual([
      { file: 'main.js', line: 6, column: 9 },
      { file: 'lib/deep.mjs', line: 2, column: 1 },
      { file: 'tests/main.test.js', line: 7, column: 28 },
    ]);
  });

  it('is shown in the project’s terms, without Node’s own frames', () => {
    const { text } = projectFrames(STACK);
    expect(text).toContain('at breaks (main.js:6:9)');
    expect(text).not.toMatch(/node:|\/home/);
  });

  it('of a syntax error begins with the place', () => {
    const { locations } = projectFrames('/home/learner/project/main.js:3\nconst = 3;\n      ^\n\nSyntaxError: no');
    expect(locations).toEqual([{ file: 'main.js', line: 3 }]);
  });
});

describe('a place that Node names', () => {
  it('is in the project or nowhere', () => {
    expect(projectLocation('file:///home/learner/project/tests/a.test.mjs', 2, 3)?.file).toBe('tests/a.test.mjs');
    expect(projectLocation('node:internal/timers', 2, 3)).toBeUndefined();
  });
});
