import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { courseProblems } from '../../src/site/course-problems.ts';
import { type CourseFolder, LESSON, makeCourse, NODE_EXERCISE, originalText } from '../course/course-fixture.ts';

type Hooks = Record<string, (options: unknown) => void>;
type Middleware = (request: unknown, response: FakeResponse, next: () => void) => void;

class FakeResponse {
  statusCode = 200;
  body = '';
  setHeader() {
    return this;
  }
  end(body: string) {
    this.body = body;
  }
}

const logger = { warn: () => undefined, info: () => undefined };
let folder: CourseFolder;

beforeEach(() => {
  folder = makeCourse();
});
afterEach(() => folder.remove());

function configure(command: string): Hooks {
  const hooks = courseProblems().hooks as unknown as Hooks;
  hooks['astro:config:setup']?.({ config: { root: pathToFileURL(folder.root), base: '/course' }, command, logger });
  return hooks;
}

/** The author's server, as far as this integration uses one. */
function startDev() {
  const watcher = Object.assign(new EventEmitter(), { add: () => undefined });
  const sent: { type: string }[] = [];
  let answer: Middleware | undefined;
  const server = {
    watcher,
    ws: { send: (message: { type: string }) => sent.push(message) },
    middlewares: { use: (middleware: Middleware) => (answer = middleware) },
  };
  configure('dev')['astro:server:setup']?.({ server, logger });
  return {
    sent,
    save: (path: string, content: string) => {
      folder.change({ [path]: content });
      watcher.emit('all', 'change', folder.root + path);
    },
    /** What a browser gets; undefined when the site itself answers. */
    open: (accept = 'text/html'): FakeResponse | undefined => {
      const response = new FakeResponse();
      let isPassedOn = false;
      answer?.({ headers: { accept } }, response, () => {
        isPassedOn = true;
      });
      return isPassedOn ? undefined : response;
    },
  };
}

describe('a build', () => {
  it('goes on with a course without errors', () => {
    expect(() => configure('build')).not.toThrow();
  });

  it('fails with the messages of all files', () => {
    folder.change({
      [LESSON]: 'Text.',
      [NODE_EXERCISE]: originalText(NODE_EXERCISE).replace('minutes: 10', 'minutes: 0'),
    });
    expect(() => configure('build')).toThrow(
      /2 errors[\s\S]*exercise\.mdx:8\n {2}minutes: [\s\S]*01-hello\.mdx:1\n {2}There is no frontmatter/,
    );
  });
});

describe("the author's server", () => {
  it('leaves pages to the site while nothing is wrong', () => {
    expect(startDev().open()).toBeUndefined();
  });

  it('shows what is wrong in the place of every page as soon as a file is saved', () => {
    const dev = startDev();
    dev.save(NODE_EXERCISE, originalText(NODE_EXERCISE).replace('minutes: 10', 'minutes: "<b>"'));
    expect(dev.sent).toEqual([{ type: 'full-reload', path: '*' }]);
    const page = dev.open();
    expect(page?.statusCode).toBe(500);
    expect(page?.body).toContain(`${NODE_EXERCISE}:8`);
    expect(page?.body).toContain('&lt;b&gt;');
    expect(page?.body).not.toContain('<b>');
    expect(page?.body).toContain('src="/course/@vite/client"');
  });

  it('sees a change that the watcher did not tell because it followed another too soon', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const dev = startDev();
    dev.save(LESSON, originalText(LESSON));
    folder.change({ [LESSON]: 'Text.' });
    expect(dev.open()).toBeUndefined();
    vi.runAllTimers();
    expect(dev.open()?.statusCode).toBe(500);
    vi.useRealTimers();
  });

  it('leaves scripts and data to the site, so that the page can reload itself', () => {
    const dev = startDev();
    dev.save(LESSON, 'Text.');
    expect(dev.open('*/*')).toBeUndefined();
  });

  it('brings the pages back when the file is corrected and Astro has taken it in', () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const dev = startDev();
    dev.save(LESSON, 'Text.');
    dev.save(LESSON, originalText(LESSON));
    expect(dev.open()).toBeUndefined();
    expect(dev.sent).toHaveLength(1);
    vi.runAllTimers();
    expect(dev.sent).toHaveLength(2);
    vi.useRealTimers();
  });
});
