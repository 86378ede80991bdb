import { expect, test } from 'vitest';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';
import { type LoadRequest, NetworkError, PreviewNetwork } from '../../../src/preview/network/preview-network.ts';
import { RequestLog } from '../../../src/preview/network/request-log.ts';
import { type HttpHeaders, type HttpRequest, RuntimeError } from '../../../src/runtimes/runtime.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: HttpHeaders;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}

/** A network over a server that answers by path; `asked` has what it heard. */
function createNetwork(answers: Readonly<Record<string, Answer>>) {
  const asked: HttpRequest[] = [];
  const jar = new CookieJar();
  const log = new RequestLog();
  const network = new PreviewNetwork(
    async (request) => {
      asked.push(request);
      const answer = answers[`${request.method} ${request.path}`] ?? answers[request.path];
      if (!answer) throw new RuntimeError('Nobody answers.', 'Start a server.');
      const { status = 200, headers = [], body = '' } = answer;
      return { status, statusText: '', headers, body: new Blob([body]).stream(), ms: 1 };
    },
    jar,
    log,
  );
  return { network, asked, jar, log };
}

function request(path: string, choices: Partial<LoadRequest> = {}): LoadRequest {
  return { url: new URL(path, 'http://localhost:8000'), method: 'GET', headers: [], destination: 'fetch', ...choices };
}

const header = ({ headers }: { headers: HttpHeaders }, name: string) => headers.find(([key]) => key === name)?.[1];
const page = new URL('http://localhost:8000/page?x#y');

test.each([
  [301, 'POST', 'GET'],
  [302, 'POST', 'GET'],
  [303, 'POST', 'GET'],
  [303, 'PUT', 'GET'],
  [302, 'PUT', 'PUT'],
  [307, 'POST', 'POST'],
  [308, 'POST', 'POST'],
  [303, 'HEAD', 'HEAD'],
])('%i after %s is followed with %s', async (status, method, next) => {
  const { network, asked } = createNetwork({ '/from': { status, headers: [['Location', 'to']] }, '/to': {} });
  const body = new TextEncoder().encode('x');
  const response = await network.load(request('/from', { method, body, headers: [['Content-Type', 'text/plain']] }));
  expect(response).toMatchObject({ redirected: true, url: { href: 'http://localhost:8000/to' } });
  expect(asked[1]).toMatchObject({ method: next, path: '/to' });
  const keepsBody = next === method;
  expect(asked[1]?.body).toEqual(keepsBody ? body : undefined);
  expect(asked[1] && header(asked[1], 'Content-Type')).toBe(keepsBody ? 'text/plain' : undefined);
});

test('a circle of redirects ends; a manual redirect is an answer', async () => {
  const { network, asked } = createNetwork({ '/': { status: 302, headers: [['location', '/']] } });
  await expect(network.load(request('/'))).rejects.toThrow(/more than 20 times/);
  expect(asked).toHaveLength(21);
  expect((await network.load(request('/', { redirect: 'manual' }))).status).toBe(302);
  await expect(network.load(request('/', { redirect: 'error' }))).rejects.toBeInstanceOf(NetworkError);
});

test('cookies are taken from each answer of a chain and sent with the next', async () => {
  const { network, asked } = createNetwork({
    '/login': {
      status: 302,
      headers: [
        ['Location', '/'],
        ['Set-Cookie', 'session=1; HttpOnly'],
        ['set-cookie', 'b=2'],
      ],
    },
    '/': {},
  });
  await network.load(request('/login', { method: 'POST' }));
  expect(asked[1] && header(asked[1], 'Cookie')).toBe('session=1; b=2');
  await network.load(request('/', { credentials: 'omit' }));
  expect(asked[2] && header(asked[2], 'Cookie')).toBeUndefined();
});

test('a page cannot forge the headers that a browser sets', async () => {
  const { network, asked } = createNetwork({ '/': {} });
  const forged: HttpHeaders = [
    ['Cookie', 'a=1'],
    ['HOST', 'evil'],
    ['Origin', 'http://evil'],
    ['X-Fine', 'yes'],
    ['X-Split', 'a\r\nX-Evil: 1'],
  ];
  await network.load(request('/', { method: 'POST', headers: forged, referrer: page }));
  const [sent] = asked;
  if (!sent) throw new Error('Nothing was sent.');
  expect(sent.headers.map(([name]) => name)).not.toContain('X-Split');
  expect([header(sent, 'Cookie'), header(sent, 'HOST'), header(sent, 'Host'), header(sent, 'X-Fine')]).toEqual([
    undefined,
    undefined,
    'localhost:8000',
    'yes',
  ]);
  expect(header(sent, 'Origin')).toBe('http://localhost:8000');
  expect(header(sent, 'Referer')).toBe('http://localhost:8000/page?x');
});

test.each(['http://example.com/', 'https://localhost:8000/', 'http://localhost.evil.com/', 'ftp://localhost/'])(
  '%s is not reached',
  async (address) => {
    const { network, asked } = createNetwork({ '/': {} });
    await expect(network.load(request(address))).rejects.toBeInstanceOf(NetworkError);
    expect(asked).toEqual([]);
  },
);

test('a redirect to the world outside is not followed', async () => {
  const { network } = createNetwork({ '/': { status: 302, headers: [['Location', 'http://example.com/']] } });
  await expect(network.load(request('/'))).rejects.toThrow(/not a server of this program/);
});

const foreign = { mode: 'cors', referrer: new URL('http://localhost:3000/') } as const;

test.each<[string, Answer, Partial<LoadRequest>, boolean]>([
  ['nothing', {}, {}, false],
  ['*', { headers: [['Access-Control-Allow-Origin', '*']] }, {}, true],
  ['* with cookies', { headers: [['Access-Control-Allow-Origin', '*']] }, { credentials: 'include' }, false],
  ['the origin', { headers: [['Access-Control-Allow-Origin', 'http://localhost:3000']] }, {}, true],
  ['another origin', { headers: [['Access-Control-Allow-Origin', 'http://localhost:1']] }, {}, false],
  [
    'the origin and credentials',
    {
      headers: [
        ['Access-Control-Allow-Origin', 'http://localhost:3000'],
        ['Access-Control-Allow-Credentials', 'true'],
      ],
    },
    { credentials: 'include' },
    true,
  ],
])('another origin that allows %s may be read: %s', async (_name, answer, choices, mayRead) => {
  const { network, asked } = createNetwork({ '/': answer });
  const loading = network.load(request('/', { ...foreign, ...choices }));
  if (mayRead) expect((await loading).status).toBe(200);
  else await expect(loading).rejects.toThrow(/Blocked by CORS/);
  expect(asked[0] && header(asked[0], 'Origin')).toBe('http://localhost:3000');
});

test('a request that is not simple asks first, and is not sent when the answer is no', async () => {
  const allow: HttpHeaders = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'PUT'],
    ['Access-Control-Allow-Headers', 'X-Token'],
  ];
  const { network, asked } = createNetwork({ 'OPTIONS /': { headers: allow }, 'PUT /': { headers: allow } });
  const put = request('/', { ...foreign, method: 'PUT', headers: [['X-Token', '1']] });
  expect((await network.load(put)).status).toBe(200);
  expect(asked[0]).toMatchObject({ method: 'OPTIONS' });
  expect(asked[0] && header(asked[0], 'Access-Control-Request-Headers')).toBe('x-token');
  await expect(network.load({ ...put, headers: [['X-Other', '1']] })).rejects.toThrow(/does not have x-other/);
  expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

test('the log has each request with its answer, and why one failed', async () => {
  const { network, log } = createNetwork({ '/': { body: 'hello' } });
  const response = await network.load(request('/'));
  await new Response(response.body).text();
  await expect(network.load(request('/gone'))).rejects.toThrow('Nobody answers. Start a server.');
  const [first, second] = log.requests.value;
  expect(first?.answer).toMatchObject({ status: 200, bodyBytes: 5, isComplete: true });
  expect(new TextDecoder().decode(first?.answer?.body)).toBe('hello');
  expect(second).toMatchObject({ url: 'http://localhost:8000/gone', failure: 'Nobody answers.' });
});

test('a compressed body is given as it was before', async () => {
  const packed = await new Response(new Blob(['hello']).stream().pipeThrough(new CompressionStream('gzip'))).bytes();
  const { network } = createNetwork({ '/': { headers: [['Content-Encoding', 'gzip']], body: packed } });
  expect(await new Response((await network.load(request('/'))).body).text()).toBe('hello');
});

test('SameSite: 127.0.0.1 is another site than localhost, another port is not', async () => {
  const { network, asked, jar } = createNetwork({ '/': {}, '/img': {} });
  const [own, foreign] = [new URL('http://localhost:4000/'), new URL('http://127.0.0.1:8000/')];
  for (const text of ['lax=1', 'strict=1; SameSite=Strict']) jar.take(text, page, 'server');
  await network.load(request('/img', { destination: 'image', referrer: own }));
  await network.load(request('/img', { destination: 'image', referrer: foreign }));
  await network.load(request('/', { destination: 'document', referrer: foreign }));
  await network.load(request('/', { destination: 'document', referrer: foreign, method: 'POST' }));
  expect(asked.map((one) => header(one, 'Cookie'))).toEqual(['lax=1; strict=1', undefined, 'lax=1', undefined]);
});
