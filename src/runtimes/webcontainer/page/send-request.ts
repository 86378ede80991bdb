/** A request to a server in the container, sent from within: another origin answers a page only what it allows. */
import { type HttpRequest, type HttpResponse, RuntimeError } from '../../runtime.ts';
import type { Container } from './container.ts';
import { GUEST_FOLDER, guestPath } from './guest-scripts.ts';

const HINT = 'Look at what the program printed, then run it again.';
const BODYLESS = new Uint8Array();

/** Rejects with a `RuntimeError` when no answer comes. */
export async function sendRequest(container: Container, request: HttpRequest): Promise<HttpResponse> {
  const id = crypto.randomUUID();
  const [requestFile, responseFile] = [`${GUEST_FOLDER}/request-${id}`, `${GUEST_FOLDER}/response-${id}`];
  const { fs, workdir } = container;
  await fs.writeFile(requestFile, JSON.stringify({ ...request, body: toBase64(request.body ?? BODYLESS) }));
  const files = { requestFile: `${workdir}/${requestFile}`, responseFile: `${workdir}/${responseFile}` };
  const sender = await container.spawn('node', [guestPath(workdir, 'send-request.mjs'), JSON.stringify(files)], {
    output: false,
  });
  await sender.exit;
  try {
    return parseResponse(await fs.readFile(responseFile, 'utf8'));
  } finally {
    await Promise.all([requestFile, responseFile].map((path) => fs.rm(path, { force: true })));
  }
}

function parseResponse(text: string): HttpResponse {
  const response = JSON.parse(text) as Omit<HttpResponse, 'body'> & { body: string; error?: string };
  if (response.error !== undefined) throw new RuntimeError(`The server did not answer: ${response.error}.`, HINT);
  return { ...response, body: Uint8Array.from(atob(response.body), (character) => character.charCodeAt(0)) };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
