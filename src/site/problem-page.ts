/** The page an author sees in the browser instead of stale content. */
import { type CourseProblem, describePlace } from '../course/course-problem.ts';

/** `clientUrl`: Vite's client, which reloads the page when the file is saved. */
export function renderProblemPage(problems: readonly CourseProblem[], clientUrl: string): string {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const title = errors.length === 1 ? '1 error in the course' : `${errors.length} errors in the course`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<script type="module" src="${escapeHtml(clientUrl)}"></script>
<style>
:root { color-scheme: light dark; }
body { max-width: 56rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif;
  background: light-dark(#fbf9f4, #18181b); color: light-dark(#1d1b16, #ece8df); }
ol { padding: 0; list-style: none; }
li { margin: 1rem 0; padding: 1rem 1.25rem; border-left: 4px solid light-dark(#b0241c, #ff9c8f);
  background: light-dark(#ffffff, #212125); }
p { margin: .4rem 0 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; font-weight: 600; }
</style>
<h1>${title}</h1>
<p>This page goes away when they are corrected and saved.</p>
<ol>${errors.map(renderProblem).join('')}</ol>
`;
}

function renderProblem(problem: CourseProblem): string {
  const field = problem.field === undefined ? '' : `<code>${escapeHtml(problem.field)}</code>: `;
  return `<li><code>${escapeHtml(describePlace(problem))}</code>
<p>${field}${escapeHtml(problem.message)}</p><p>→ ${escapeHtml(problem.hint)}</p></li>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
