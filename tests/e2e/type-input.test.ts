/** A program asks, the learner answers: standard input is a line under the output. */
import { expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { WorkspacePage } from './workspace.ts';

const ASK = `import { createInterface } from 'node:readline/promises';

export function hello(request, response) {
  response.end("hello");
}
const lines = createInterface({ input: process.stdin, output: process.stdout });
const name = await lines.question('Who is there? ');
console.log(\`Hello, \${name}.\`);
for await (const line of lines) console.log(\`also \${line}\`);
console.log('nobody else');
`;

const visitor = shareVisitor(shareSite());

test('the line comes when the program reads, and goes when its input ends', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  await workspace.writeFile(ASK);
  await workspace.run();
  await workspace.waitForOutput('Who is there?');

  const input = workspace.page.getByLabel('Input');
  await input.fill('Ada');
  await input.press('Enter');
  await workspace.waitForOutput('Hello, Ada.');
  await input.fill('Grace');
  await input.press('Enter');
  await workspace.waitForOutput('also Grace');
  await input.press('Control+d');
  await workspace.waitForOutput('nobody else');
  await workspace.waitForOutput(/exit code 0/);
  await expect.poll(() => input.count()).toBe(0);
});
