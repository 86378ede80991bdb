import { expect, test } from 'vitest';
import type { FrameHost } from '../../../src/preview/browser/frame-host.ts';
import { PreviewBrowser } from '../../../src/preview/browser/preview-browser.ts';
import { type HttpResponse, RuntimeError } from '../../../src/runtimes/runtime.ts';

test('a page that is painted late does not hide that there was no answer to the next address', async () => {
  const channel = new MessageChannel();
  const browser = new PreviewBrowser({
    async request({ path }): Promise<HttpResponse> {
      if (path !== '/last-words') throw new RuntimeError('No server is running.', 'Run it again.');
      const body = new Blob(['leaving']).stream() as HttpResponse['body'];
      return { status: 200, statusText: 'OK', headers: [['Content-Type', 'text/plain']], body, ms: 1 };
    },
  });
  const window = browser.first;
  const host = { prepare: async () => undefined, openPort: async () => channel.port1 };
  window.attach(host as unknown as FrameHost);
  const documentCame = new Promise((resolve) => {
    channel.port2.onmessage = resolve;
  });
  window.open('/last-words', 'http://localhost:3000');
  await documentCame;
  window.open('/', 'http://localhost:3000');
  await expect.poll(() => window.state.value.phase).toBe('failed');
  channel.port2.postMessage({ type: 'shown' });
  channel.port2.postMessage({ type: 'title', title: 'Read by now' });
  await expect.poll(() => window.title.value).toBe('Read by now');
  expect(window.state.value).toMatchObject({ phase: 'failed', reason: 'No server is running. Run it again.' });
  browser.dispose();
  channel.port2.close();
});
