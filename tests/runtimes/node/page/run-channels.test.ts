import { beforeEach, expect, test } from 'vitest';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';
import type { Envelope } from '../../../../src/runtimes/node/kernel/threads/native-links.ts';
import {
  PageRelay,
  type RelayedEnd,
  type RelayedPort,
} from '../../../../src/runtimes/node/kernel/threads/page-relay.ts';
import { RunChannels } from '../../../../src/runtimes/node/page/run-channels.ts';
import type { RelayMessage } from '../../../../src/runtimes/node/worker/messages.ts';

const natives = captureNatives();

/** A worker whose messages wait until it is back in its loop. */
class FakeWorker {
  readonly relay: PageRelay;
  readonly inbox: RelayMessage[] = [];
  readonly outbox: RelayMessage[] = [];

  constructor() {
    this.relay = new PageRelay(natives, (message) => this.outbox.push({ type: 'relay', ...message }));
  }

  post(message: RelayMessage): void {
    this.inbox.push(message);
  }

  turn(): void {
    for (const message of this.inbox.splice(0)) this.relay.receive(message);
  }
}

let channels: RunChannels;
beforeEach(() => {
  channels = new RunChannels();
});

function deliver(...workers: FakeWorker[]): void {
  for (const worker of workers) for (const message of worker.outbox.splice(0)) channels.pass(message, worker);
}

const mail = (changes: unknown): Envelope => ({ type: 'mail', changes });

function collect(port: RelayedPort): unknown[] {
  const received: unknown[] = [];
  port.onmessage = ({ data }) => received.push((data as { changes: unknown }).changes);
  return received;
}

test('what was sent before the other end had a place arrives there first', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const port = main.relay.open(near);
  port.postMessage(mail(1), []);
  deliver(main);
  channels.move(far.name, child, main);
  port.postMessage(mail(2), []);
  deliver(main);
  const received = collect(child.relay.open(far));
  child.turn();
  expect(received).toEqual([1, 2]);
});

test('the end that stays is found by answers', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const received = collect(main.relay.open(near));
  channels.move(far.name, child, main);
  child.relay.open(far).postMessage(mail('answer'), []);
  deliver(child);
  main.turn();
  expect(received).toEqual(['answer']);
});

test('a message that overtakes one sent after an end that travels on waits for it', () => {
  const [main, first, second] = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const port = main.relay.open(near);
  channels.move(far.name, first, main);
  const onTheWay = first.relay.open(far);
  const [toSecond, atSecond] = first.relay.createChannel();
  channels.move(atSecond.name, second, first);

  port.postMessage(mail(1), []);
  deliver(main);
  // The first worker hands the end on before it has seen the message.
  const moved: RelayedEnd = onTheWay.end;
  first.relay.close(onTheWay);
  first.relay.open(toSecond).postMessage(mail('the end'), [moved]);
  deliver(first);
  port.postMessage(mail(2), []);
  deliver(main);

  const received = collect(second.relay.open(moved));
  second.turn();
  expect(received).toEqual([]);
  first.turn();
  deliver(first);
  second.turn();
  expect(received).toEqual([1, 2]);
});

test('nobody gets what is sent on a closed channel', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const port = main.relay.open(near);
  channels.move(far.name, child, main);
  port.postMessage({ type: 'close' }, []);
  port.postMessage(mail('too late'), []);
  deliver(main);
  expect(child.inbox.map(({ envelope }) => envelope.type)).toEqual(['close']);
});

test('a closed channel is forgotten once both ends know of it', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  for (let round = 0; round < 3; round += 1) {
    const [near, far] = main.relay.createChannel();
    const port = main.relay.open(near);
    channels.move(far.name, child, main);
    const answering = child.relay.open(far);
    port.postMessage({ type: 'close' }, []);
    main.relay.close(port);
    deliver(main);
    // It does not know yet.
    answering.postMessage(mail('on its way'), []);
    child.turn();
    deliver(child);
    expect(channels.size).toBe(0);
  }
  expect(main.inbox).toEqual([]);
});

test('nothing of a channel that both ends close at once is kept', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const ports = [main.relay.open(near), child.relay.open(far)] as const;
  channels.move(far.name, child, main);
  ports[0].postMessage(mail('crosses the end'), []);
  for (const port of ports) port.postMessage({ type: 'close' }, []);
  main.relay.close(ports[0]);
  child.relay.close(ports[1]);
  deliver(main, child);
  // What they get for ends that they have closed they send back.
  for (const worker of [main, child]) worker.turn();
  deliver(main, child);
  expect([channels.size, main.inbox, child.inbox]).toEqual([0, [], []]);
});

test('an end that travels while its channel is closed hears of it where it arrives', () => {
  const [main, first, second] = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const port = main.relay.open(near);
  channels.move(far.name, first, main);
  const onTheWay = first.relay.open(far);
  const [toSecond, atSecond] = first.relay.createChannel();
  channels.move(atSecond.name, second, first);
  port.postMessage({ type: 'close' }, []);
  main.relay.close(port);
  deliver(main);
  const moved = onTheWay.end;
  first.relay.close(onTheWay);
  first.relay.open(toSecond).postMessage(mail('the end'), [moved]);
  first.turn();
  deliver(first);

  const heard: string[] = [];
  second.relay.open(moved).onmessage = ({ data }) => heard.push((data as Envelope).type);
  second.turn();
  expect(heard).toEqual(['close']);
});

test('the channels to a worker that ended without a word are forgotten', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [near, far] = main.relay.createChannel();
  const port = main.relay.open(near);
  channels.move(far.name, child, main);
  channels.leave(child);
  port.postMessage(mail('too late'), []);
  port.postMessage({ type: 'close' }, []);
  deliver(main);
  expect([channels.size, child.inbox]).toEqual([0, []]);
});

test('what cannot be handed over is no part of a message any more', () => {
  const [main, child] = [new FakeWorker(), new FakeWorker()];
  const [, far] = main.relay.createChannel();
  channels.move(far.name, child, main);
  const buffer = new ArrayBuffer(1);
  const transfer = [buffer, buffer, {} as ArrayBuffer];
  channels.pass(
    {
      type: 'relay',
      to: far.name,
      number: 1,
      envelope: mail(0),
      moves: [],
      transfer,
      isLast: false,
      isReturned: false,
    },
    main,
  );
  expect(child.inbox[0]?.transfer).toEqual([buffer]);
});
