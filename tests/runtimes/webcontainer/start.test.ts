/** Starting WebContainer: one boot for the page, and each thing that can stand in its way gets its sentence. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type RuntimeError, RuntimeError as RuntimeErrorClass } from '../../../src/runtimes/runtime.ts';
import { RuntimeUnavailable } from '../../../src/runtimes/runtime-unavailable.ts';
import type { BrowserFacts } from '../../../src/runtimes/webcontainer/page/browser-facts.ts';
import { ContainerSupply } from '../../../src/runtimes/webcontainer/page/container-supply.ts';
import { BOOT_LIMIT_MS } from '../../../src/runtimes/webcontainer/page/obstacles.ts';
import { createWebContainerRuntime } from '../../../src/runtimes/webcontainer/page/webcontainer-runtime.ts';
import { recordCheck, recordRun } from '../conformance-record.ts';
import { CALM_BROWSER } from './calm-browser.ts';
import { type Manners, StandIn } from './stand-in/stand-in.ts';

const loseConnection: BrowserFacts['onOffline'] = (tell) => {
  tell();
  return () => undefined;
};

const supplies: { supply: ContainerSupply; standIn: StandIn }[] = [];

function openSupply(manners: Manners = {}, browser: Partial<BrowserFacts> = {}, limitMs?: number) {
  const standIn = new StandIn(manners);
  const supply = new ContainerSupply({
    loadFactory: async () => standIn,
    browser: { ...CALM_BROWSER, ...browser },
    ...(limitMs !== undefined && { limitMs }),
  });
  supplies.push({ supply, standIn });
  return { supply, standIn };
}

async function failureOf(supply: ContainerSupply, cancel?: AbortSignal): Promise<RuntimeError> {
  const failure = await supply
    .take(() => undefined, cancel)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  if (!(failure instanceof RuntimeUnavailable)) throw new Error(`It did not fail as it should: ${String(failure)}`);
  return failure;
}

afterEach(() => {
  for (const { standIn } of supplies.splice(0)) standIn.closeRunning();
});

describe('a start that fails says why and what to do', () => {
  const hang = { hangs: true };
  const refuse = (message: string, name = 'Error') => ({ refuses: Object.assign(new Error(message), { name }) });
  const CAUSES: readonly [cause: string, Manners, Partial<BrowserFacts>, message: RegExp, hint: RegExp][] = [
    ['offline', {}, { obstacleAtHand: () => 'offline' }, /you are offline/, /Go online/],
    ['connection lost meanwhile', hang, { onOffline: loseConnection }, /offline/, /Go online/],
    ['no isolation', {}, { obstacleAtHand: () => 'not-isolated' }, /not cross-origin isolated/, /docs\/deploying\.md/],
    ['an old browser', {}, { obstacleAtHand: () => 'unsupported' }, /This browser cannot/, /Chrome, Edge, Firefox/],
    ['a hang in Firefox or Brave', hang, { obstacleOfHang: async () => 'blocked' }, /blocks it/, /Brave Shields/],
    ['a hang elsewhere', hang, {}, /did not start within 12 seconds/, /Try again/],
    [
      'too little storage',
      refuse('The quota has been exceeded.', 'QuotaExceededError'),
      {},
      /too little/,
      /other tabs/,
    ],
    [
      'too little memory',
      refuse('WebAssembly.Memory(): could not allocate memory', 'RangeError'),
      {},
      /memory/,
      /tabs/,
    ],
    ['no licence', refuse('Invalid API key'), {}, /no licence/, /whoever runs this site/],
    ['anything else', refuse('The moon is full.'), {}, /The moon is full\./, /reload the page/],
  ];

  test.each(CAUSES)('%s', async (_cause, manners, browser, message, hint) => {
    const { supply } = openSupply(manners, browser, 60);
    const failure = await failureOf(supply);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
  });

  test('a service that cannot be reached is known before the limit', async () => {
    const reachService = () => Promise.reject(new RuntimeUnavailable('It is blocked.', 'Unblock it.'));
    const { supply } = openSupply({ hangs: true }, { reachService }, 60_000);
    expect((await failureOf(supply)).message).toBe('It is blocked.');
  });

  test('a cancelled one ends at once', async () => {
    const { supply } = openSupply({ hangs: true }, {}, 60_000);
    const cancel = new AbortController();
    const failure = failureOf(supply, cancel.signal);
    cancel.abort();
    expect((await failure).message).toMatch(/cancelled/);
  });

  test('the limit leaves room below fifteen seconds', () => {
    expect(BOOT_LIMIT_MS).toBeLessThan(15_000);
  });
});

describe('the page has one container', () => {
  test('runtimes of several exercises share it, each with files of its own', async () => {
    const { supply, standIn } = openSupply();
    const [one, other] = [createWebContainerRuntime({ supply }), createWebContainerRuntime({ supply })];
    const program = (text: string) => ({
      project: { 'main.js': `console.log('${text}')` },
      command: ['node', 'main.js'],
    });
    const [first, second] = await Promise.all([recordRun(one, program('one')), recordRun(other, program('other'))]);
    expect([first.stdout, second.stdout]).toEqual(['one\n', 'other\n']);
    expect(standIn.boots).toBe(1);
    await expect(standIn.boot()).rejects.toThrow('Only a single WebContainer instance can be booted');
  });

  test('a boot that hung is waited for again, with a fresh frame, and not begun twice', async () => {
    const reloadFrame = vi.fn();
    const { supply, standIn } = openSupply({ hangs: true }, { reloadFrame }, 50);
    await failureOf(supply);
    expect(reloadFrame).not.toHaveBeenCalled();
    await failureOf(supply);
    expect(reloadFrame).toHaveBeenCalledOnce();
    expect(standIn.boots).toBe(1);
  });

  test('a boot that failed is begun again', async () => {
    const { supply, standIn } = openSupply({ refuses: new Error('Not today.') });
    await failureOf(supply);
    delete standIn.manners.refuses;
    const { nodeVersion } = await supply.take(() => undefined);
    expect(nodeVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(standIn.boots).toBe(2);
  });

  test('after a teardown another one can be booted', async () => {
    const { supply, standIn } = openSupply();
    const { container } = await supply.take(() => undefined);
    container.teardown();
    await expect(container.spawn('node')).rejects.toThrow();
    await expect(standIn.boot()).resolves.toBeDefined();
  });
});

test('a terminal is a shell in a folder that follows the editor both ways', async () => {
  const { supply } = openSupply();
  const runtime = createWebContainerRuntime({ supply });
  let screen = '';
  const changes: [string, string][] = [];
  const shell = await runtime.openShell?.(
    { 'main.js': 'first' },
    {
      size: { cols: 80, rows: 24 },
      onOutput: (text) => {
        screen += text;
      },
      watch: ['main.js'],
      onFileChange: (path, text) => changes.push([path, text]),
    },
  );
  await shell?.update({ 'main.js': 'from the editor' });
  shell?.write('cat main.js; echo; stty size\n');
  await vi.waitFor(() => expect(screen).toMatch(/from the editor[\s\S]*24 80/), { timeout: 10_000 });
  shell?.resize({ cols: 100, rows: 30 });
  shell?.write("stty size; printf 'from the shell' > main.js\n");
  await vi.waitFor(() => expect(screen).toContain('30 100'), { timeout: 10_000 });
  await vi.waitFor(() => expect(changes.at(-1)).toEqual(['main.js', 'from the shell']), { timeout: 10_000 });
  expect(changes.map(([, text]) => text)).not.toContain('from the editor');
  shell?.write('exit\n');
  await shell?.ended;
});

test('a project whose packages cannot be installed says so, and names what npm said', async () => {
  const { supply } = openSupply();
  const runtime = createWebContainerRuntime({ supply });
  const project = {
    'package.json': JSON.stringify({ name: 'x', dependencies: { 'left-pad': '1.0.0' } }),
    // A lock file of something else: npm refuses it without asking anybody.
    'package-lock.json': JSON.stringify({ name: 'x', lockfileVersion: 3, packages: { '': { name: 'x' } } }),
    'tests/a.test.js': '',
  };
  const failure = await recordCheck(runtime, project).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RuntimeErrorClass);
  expect((failure as RuntimeError).message).toMatch(
    /^The packages of this exercise could not be installed from npm: \S/,
  );
});
