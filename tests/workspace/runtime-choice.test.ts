import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../src/course/exercise.ts';
import { Progress } from '../../src/progress/progress.ts';
import { RuntimeError } from '../../src/runtimes/runtime.ts';
import { RuntimeChoice, type RuntimeId, type RuntimeRequest } from '../../src/workspace/model/runtime-choice.ts';
import { FakeStorage } from '../progress/fake-storage.ts';
import { FakeRuntime } from './fake-runtime.ts';
import { EXERCISE } from './fixtures.ts';

const BOTH: readonly RuntimeId[] = ['embedded', 'webcontainer'];

function openChoice({ exercise = EXERCISE as Exercise, offered = BOTH, storage = new FakeStorage() } = {}) {
  const requests: RuntimeRequest[] = [];
  const told: string[] = [];
  const choice = new RuntimeChoice({
    exercise,
    offered,
    progress: new Progress(storage),
    open: async (request) => {
      requests.push(request);
      return new FakeRuntime();
    },
    onFallback: ({ message }) => told.push(message),
  });
  return { choice, requests, told };
}

describe('where programs run', () => {
  test('is the embedded engine, or WebContainer for an exercise with packages', () => {
    expect(openChoice().choice.chosen.value).toBe('embedded');
    expect(openChoice({ exercise: { ...EXERCISE, npm: true } }).choice.chosen.value).toBe('webcontainer');
  });

  test('is what the learner chose, on the next page too', () => {
    const storage = new FakeStorage();
    openChoice({ storage }).choice.choose('webcontainer');
    expect(openChoice({ storage }).choice.chosen.value).toBe('webcontainer');
    openChoice({ storage }).choice.choose('embedded');
    expect(openChoice({ storage, exercise: { ...EXERCISE, npm: true } }).choice.chosen.value).toBe('embedded');
  });

  test('a service that the exercise wants is not spoken to before the learner wants something of it', () => {
    const storage = new FakeStorage();
    const withPackages = { ...EXERCISE, npm: true };
    expect(openChoice().choice.mayWarmUp).toBe(true);
    expect(openChoice({ exercise: withPackages }).choice.mayWarmUp).toBe(false);
    expect(openChoice({ exercise: withPackages, offered: ['embedded'] }).choice.mayWarmUp).toBe(true);
    openChoice({ storage }).choice.choose('webcontainer');
    expect(openChoice({ storage, exercise: withPackages }).choice.mayWarmUp).toBe(true);
  });

  test('is the embedded engine where the site offers nothing else, whatever was chosen', () => {
    const storage = new FakeStorage();
    openChoice({ storage }).choice.choose('webcontainer');
    expect(openChoice({ storage, offered: ['embedded'] }).choice.chosen.value).toBe('embedded');
  });

  test('after a fallback, another runtime is active, and a notice says why until it was noticed', async () => {
    const { choice, requests, told } = openChoice();
    choice.choose('webcontainer');
    await choice.open();
    requests[0]?.onFallback(new RuntimeError('It is blocked.', 'Unblock it.'));
    expect([choice.active.value, choice.chosen.value, told]).toEqual(['embedded', 'webcontainer', ['It is blocked.']]);
    expect(choice.notice.value?.message).toBe('It is blocked.');
    choice.dismissNotice();
    expect(choice.notice.value).toBeUndefined();
    await choice.open();
    expect(choice.active.value).toBe('webcontainer');
  });

  test('cancelling reaches the start that goes on; one that was left behind says nothing', async () => {
    const { choice, requests, told } = openChoice();
    await choice.open();
    await choice.open();
    choice.cancelStart();
    expect(requests.map(({ cancel }) => cancel.aborted)).toEqual([false, true]);
    requests[0]?.onFallback(new RuntimeError('Late.', 'Too late.'));
    expect(told).toEqual([]);
  });
});
