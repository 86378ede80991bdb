/**
 * What a learner waits for in the preview: from asking for a page to the page on the screen, the server running. Measured
 * inside the site's page; the frame says that it is painted two animation frames after its document was complete.
 */
import { PreviewPage } from '../e2e/preview.ts';
import { DJANGO_SITE, NODE_SERVER } from '../e2e/preview-projects/read-projects.ts';
import type { Site } from '../harness/site.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

/** In ms. Two pages take turns, so that no page is shown in the place of itself. */
export interface PreviewTimes {
  readonly nodeView: Summary;
  readonly djangoView: Summary;
  /** Fifty books, styles and scripts of the admin in the preview's cache, as in a browser's. */
  readonly adminChangelist: Summary;
}

const REPEATS = 12;

export async function measurePreview(site: Site): Promise<PreviewTimes> {
  const node = await openPreview(site, NODE_SERVER);
  const nodeView = await measurePages(node, '/second', '/');
  await node.page.context().close();
  const django = await openPreview(site, DJANGO_SITE);
  const djangoView = await measurePages(django, '/', '/upload/');
  await logIn(django);
  const adminChangelist = await measurePages(django, '/admin/shelf/book/', '/admin/');
  await django.page.context().close();
  return { nodeView, djangoView, adminChangelist };
}

async function openPreview(site: Site, project: typeof NODE_SERVER): Promise<PreviewPage> {
  const preview = await PreviewPage.open(await site.newVisitor(), project);
  await preview.run();
  return preview;
}

async function logIn(preview: PreviewPage): Promise<void> {
  const { document } = preview;
  await preview.open('/admin/login/?next=/admin/');
  await document.getByLabel('Username').fill('ada');
  await document.getByLabel('Password').fill('lovelace');
  await document.getByRole('button', { name: 'Log in' }).click();
  await document.getByText('Site administration').first().waitFor();
}

/** The first showing of a page brings what it is made of and is not counted. */
async function measurePages(preview: PreviewPage, page: string, other: string): Promise<Summary> {
  const times: number[] = [];
  for (let repeat = 0; repeat <= REPEATS; repeat += 1) {
    await timePage(preview, other);
    const ms = await timePage(preview, page);
    if (repeat > 0) times.push(ms);
  }
  return summarizeRuns(times);
}

function timePage(preview: PreviewPage, address: string): Promise<number> {
  return preview.page.evaluate(
    (typed) =>
      new Promise<number>((resolve, reject) => {
        const frame = document.querySelector('.ws-page-frame');
        const field = document.querySelector<HTMLInputElement>('.ws-address-field');
        if (!frame || !field) return reject(new Error('There is no preview.'));
        let hasWaited = false;
        const observer = new MutationObserver(() => {
          const isBusy = frame.getAttribute('aria-busy') === 'true';
          if (isBusy) hasWaited = true;
          else if (hasWaited) {
            observer.disconnect();
            resolve(performance.now() - started);
          }
        });
        observer.observe(frame, { attributeFilter: ['aria-busy'] });
        field.value = typed;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        const started = performance.now();
        field.form?.requestSubmit();
      }),
    address,
  );
}
