/** A request to a server in the container, sent from within: another origin answers a page only what it allows. */
import { type AnswerHead, AnswerReceiver } from '../../answer-receiver.ts';
import { type HttpRequest, type HttpResponse, RuntimeError } from '../../runtime.ts';
import type { OpenExchange } from '../../web-socket/open-web-socket.ts';
import type { Container } from './container.ts';
import { GUEST_FOLDER, guestPath } from './guest-scripts.ts';

const HINT = 'Look at what the program printed, then run it again.';
const BODYLESS = new Uint8Array();

/** A line of `guest/send-request.mjs`. */
interface AnswerPart {
  readonly head?: AnswerHead;
  readonly piece?: string;
  readonly end?: true;
  readonly error?: string;
}

/** Rejects with a `RuntimeError` when no answer comes, or with the signal's reason. */
export function sendRequest(container: Container, request: HttpRequest): Promise<HttpResponse> {
  return openExchange(container, request).response;
}

/** As `sendRequest`; `write` sends bytes to a server that has agreed to another protocol. */
export function openExchange(container: Container, request: HttpRequest): ReturnType<OpenExchange> {
  const sending = startSender(container, request);
  return {
    response: sending.then(({ response }) => response),
    write(bytes) {
      const line = `${JSON.stringify({ piece: toBase64(bytes) })}\n`;
      // A sender that is gone has broken the connection, which its output says.
      void sending.then(({ input }) => input.write(line)).catch(() => undefined);
    },
  };
}

interface Sender {
  readonly input: WritableStreamDefaultWriter<string>;
  readonly response: Promise<HttpResponse>;
}

async function startSender(container: Container, { signal, ...request }: HttpRequest): Promise<Sender> {
  signal?.throwIfAborted();
  const { fs, workdir } = container;
  const file = `${GUEST_FOLDER}/request-${crypto.randomUUID()}`;
  await fs.writeFile(file, JSON.stringify({ ...request, body: toBase64(request.body ?? BODYLESS) }));
  const sender = await container.spawn('node', [guestPath(workdir, 'send-request.mjs'), `${workdir}/${file}`]);
  // Its end is the end of the request, which the server sees.
  const receiver = new AnswerReceiver({ onRead: () => undefined, onGiveUp: () => sender.kill() });
  const { id, response } = receiver.expect(signal);
  // Whoever awaits the sender hears of it in time.
  response.catch(() => undefined);
  void passParts(sender.output, receiver, id);
  void sender.exit.then(() => fs.rm(file, { force: true })).catch(() => undefined);
  return { input: sender.input.getWriter(), response };
}

async function passParts(output: ReadableStream<string>, receiver: AnswerReceiver, id: number): Promise<void> {
  let text = '';
  try {
    for (const reader = output.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      const lines = text.split(/\r?\n/);
      text = lines.pop() ?? '';
      for (const line of lines) passPart(parsePart(line), receiver, id);
    }
  } finally {
    // After a whole answer nobody waits for it any more.
    receiver.fail(id, new RuntimeError('The server broke off its answer.', HINT));
  }
}

function passPart(part: AnswerPart, receiver: AnswerReceiver, id: number): void {
  if (part.head) receiver.begin(id, part.head);
  if (part.piece !== undefined) receiver.add(id, fromBase64(part.piece));
  if (part.end) receiver.end(id);
  if (part.error !== undefined) receiver.fail(id, new RuntimeError(`The server did not answer: ${part.error}.`, HINT));
}

/** Nothing of what is no JSON: Node.js may warn in the same terminal. */
function parsePart(line: string): AnswerPart {
  try {
    return JSON.parse(line) as AnswerPart;
  } catch {
    return {};
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
