/** Holds builds to a course without errors, and shows an author in the browser what is wrong while they write. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { CourseError } from '../course/course-error.ts';
import { type CourseProblem, formatProblems, hasErrors } from '../course/course-problem.ts';
import { loadCourse } from '../course/load-course.ts';
import { watchCourse } from '../course/watch-course.ts';
import { renderProblemPage } from './problem-page.ts';

/** How long Astro takes to write what has changed to its store; a page that reloads before shows what was. */
const STORE_WRITTEN_MS = 1500;

/** Astro itself would go on serving the last good content when a file breaks (Astro 7). */
export function courseProblems(): AstroIntegration {
  let root = '';
  let base = '/';
  return {
    name: 'twinstack:course',
    hooks: {
      'astro:config:setup': ({ config, command, logger }) => {
        root = fileURLToPath(config.root);
        base = config.base.replace(/\/?$/, '/');
        if (command !== 'build') return;
        const { problems } = loadCourse(root);
        if (hasErrors(problems)) throw describeFailure(problems);
        if (problems.length > 0) logger.warn(formatProblems(problems));
      },
      'astro:server:setup': ({ server, logger }) => {
        let problems: readonly CourseProblem[] = [];
        const check = () => {
          const before = formatProblems(problems);
          problems = loadCourse(root).problems;
          const now = formatProblems(problems);
          if (now === before) return;
          if (problems.length > 0) logger.warn(now);
          else logger.info(now);
          const reload = () => server.ws.send({ type: 'full-reload', path: '*' });
          if (hasErrors(problems)) reload();
          else setTimeout(reload, STORE_WRITTEN_MS);
        };
        watchCourse(server.watcher, root, check);
        check();
        server.middlewares.use((request, response, next) => {
          const wantsPage = request.headers.accept?.includes('text/html') ?? false;
          if (!wantsPage || !hasErrors(problems)) return next();
          response.statusCode = 500;
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.end(renderProblemPage(problems, `${base}@vite/client`));
        });
      },
    },
  };
}

function describeFailure(problems: readonly CourseProblem[]): CourseError {
  const error = new CourseError(formatProblems(problems), 'Correct these files and build again.');
  // Where the loader was when it found this says nothing to an author.
  error.stack = '';
  return error;
}
