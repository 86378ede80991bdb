/** A learner sees one request go through both stacks: their code here, and the twin of the exercise in the other engine. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { PHONE } from '../harness/site.ts';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { findViolations } from './find-violations.ts';
import { PreviewPage } from './preview.ts';
import { RequestTracePane } from './request-trace.ts';
import { draftRecord, keepBefore } from './visit.ts';
import { WorkspacePage } from './workspace.ts';

/** Both answer with the status that the body asks for: it is the body's only if the body arrived, and can be read. */
const NODE_FILES = {
  'main.js': `const http = require('node:http');
http.createServer(async (request, response) => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  if (request.method !== 'POST') return response.end('Send a POST.');
  const isJson = request.headers['content-type'] === 'application/json';
  response.statusCode = Number(isJson ? JSON.parse(body).status : new URLSearchParams(body).get('status'));
  response.end(body);
}).listen(3000);
`,
};
const DJANGO_DRAFT = {
  'hello/views.py': `import json

from django.http import HttpResponse
from django.views.decorators.http import require_POST


@require_POST
def hello(request):
    is_json = request.content_type == "application/json"
    sent = json.loads(request.body) if is_json else request.POST
    return HttpResponse(request.body, status=int(sent["status"]))
`,
  'config/urls.py': `from django.urls import path

from hello import views

urlpatterns = [path("orders", views.hello)]
`,
};

const visitor = renewVisitor(shareSite());

test('the same request goes through both stacks, side by side, and a part that is chosen lights in both', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-view');
  const { page } = workspace;
  const trace = new RequestTracePane(page);
  await workspace.run();
  await trace.open();
  await trace.choose('GET /?name=Ada');
  await trace.picture('Both stacks');
  await trace.pane.getByRole('button', { name: 'Send the same request to Node.js' }).click();
  await trace.pane.getByText('Node.js ran the starter').waitFor({ timeout: 60_000 });
  const node = trace.pane.getByRole('tree', { name: 'Node.js: steps of GET /?name=Ada' });
  const django = trace.pane.getByRole('tree', { name: 'Django: steps of GET /?name=Ada' });
  await django.getByRole('treeitem', { name: /^View: hello\.views\.hello/ }).click();
  await trace.details.getByText('hello/views.py, line 4').waitFor();
  await page.mouse.move(0, 0);
  const readPlaces = async () => {
    const [left, right] = await Promise.all([node.boundingBox(), django.boundingBox()]);
    return left && right && { isBeside: left.y === right.y && left.x + left.width < right.x };
  };
  await expect.poll(readPlaces).toEqual({ isBeside: true });
  const handler = node.getByRole('treeitem', { name: /^Request handler: / });
  await expect.poll(() => handler.getAttribute('data-lit')).toBe('true');
  await expect.poll(() => node.locator('[data-lit="true"]').count()).toBe(1);
  await handler.focus();
  await page.keyboard.press('Enter');
  await trace.details.getByText('hello.js, line 5').waitFor();

  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(new AxeBuilder({ page }).include('.ws-pane-request')), colorScheme).toEqual([]);
  }
  await page.setViewportSize(PHONE);
  await expect
    .poll(async () => {
      const [upper, lower] = await Promise.all([node.boundingBox(), django.boundingBox()]);
      return upper && lower && upper.x === lower.x && upper.y + upper.height < lower.y;
    })
    .toBe(true);
  const onPhone = new AxeBuilder({ page }).include('.ws-pane-request').disableRules('color-contrast');
  expect(await findViolations(onPhone), 'on a phone').toEqual([]);
});

test('a POST of the client goes through both stacks with its body, and each answer stands beside the other', async () => {
  await keepBefore(visitor, { 'draft/hello-view': draftRecord(DJANGO_DRAFT) });
  const preview = await PreviewPage.open(visitor, { stack: 'node', files: NODE_FILES, command: ['node', 'main.js'] });
  const trace = new RequestTracePane(preview.page);
  await preview.run();
  await preview.recordAgain();

  await preview.send({ method: 'POST', path: '/orders', kind: 'JSON', body: '{"status": 207}' });
  await preview.pane.getByText('207 Multi-Status').waitFor();
  await preview.openTrace('/orders');
  await trace.picture('Both stacks');
  await trace.pane.getByRole('button', { name: 'Send the same request to Django' }).click();
  await trace.pane.getByText('Django ran your code.').waitFor({ timeout: 60_000 });
  await expect.poll(() => trace.answers()).toEqual({ 'Node.js': '207, 15 bytes', Django: '207, 15 bytes' });
  await trace
    .stepsOf('Django', 'POST /orders')
    .filter({ hasText: /View: hello\.views\.hello/ })
    .waitFor();
  await trace
    .stepsOf('Node.js', 'POST /orders')
    .filter({ hasText: /Request handler: / })
    .waitFor();

  // The next one has the same line; what the other stack answered to the first is not shown as its answer.
  await preview.page.getByRole('tab', { name: 'Preview' }).click();
  await preview.send({ method: 'POST', path: '/orders', kind: 'Form', body: 'status=418\nname=Zoë' });
  await preview.pane.getByText("418 I'm a Teapot").waitFor();
  await preview.openTrace('/orders');
  await trace.pane.getByRole('button', { name: 'Send the same request to Django' }).click();
  await expect.poll(() => trace.answers()).toEqual({ 'Node.js': '418, 24 bytes', Django: '418, 24 bytes' });
});
