import { expect, test } from 'vitest';
import { LoopClock } from '../../../../src/runtimes/node/kernel/loop-clock.ts';
import { LoopDriver, type Pause } from '../../../../src/runtimes/node/kernel/loop-driver.ts';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';

test('what microtasks do off the clock is left out once', async () => {
  let now = 0;
  const channel = new MessageChannel();
  const natives = {
    ...captureNatives(),
    now: () => now,
    MessageChannel: class {
      readonly port1 = channel.port1;
      readonly port2 = channel.port2;
    } as unknown as typeof MessageChannel,
  };
  const clock = new LoopClock(natives);
  const read = Promise.withResolvers<readonly number[]>();
  const driver = new LoopDriver(natives, clock, { onSleep: () => undefined, onCrash: read.reject });
  driver.start(
    (function* (): Generator<Pause, void> {
      const before = clock.exact;
      void Promise.resolve().then(() => {
        now += 1;
        clock.offTheClock(() => {
          now += 40;
        });
      });
      yield 'hop';
      read.resolve([before, clock.exact]);
    })(),
  );
  expect(await read.promise).toEqual([0, 0]);
  channel.port1.close();
});
