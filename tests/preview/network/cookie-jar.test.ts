import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';

const at = (path: string, origin = 'http://localhost:8000') => new URL(path, origin);
const DAY_MS = 24 * 60 * 60 * 1000;

/** What a server gets back after it has set `text` at `path`. */
function sentBack(text: string, path = '/', from = '/'): string {
  const jar = new CookieJar();
  jar.take(text, at(from), 'server');
  return jar.read(at(path), 'server');
}

describe('a cookie', () => {
  it.each([
    ['a=1', '/', 'a=1'],
    ['a=1; Path=/admin', '/admin', 'a=1'],
    ['a=1; Path=/admin', '/admin/books/', 'a=1'],
    ['a=1; Path=/admin', '/administration', ''],
    ['a=1; Path=/admin', '/', ''],
    ['a="quoted value"', '/', 'a="quoted value"'],
    ['just a value', '/', 'just a value'],
    ['a=1; Secure', '/', 'a=1'],
    ['a=1; SameSite=None; Secure', '/', 'a=1'],
    ['a=1; Domain=localhost', '/', 'a=1'],
    ['__Host-a=1; Secure; Path=/', '/', '__Host-a=1'],
  ])('%s is sent to %s as "%s"', (text, path, sent) => {
    expect(sentBack(text, path)).toBe(sent);
  });

  it.each([
    ['a=1; SameSite=None', 'SameSite=None needs Secure'],
    ['a=1; Domain=example.com', 'another domain'],
    ['__Secure-a=1', 'the prefix needs Secure'],
    ['__Host-a=1; Secure; Path=/x', 'the prefix needs the path /'],
    [`a=${'x'.repeat(5000)}`, 'too long'],
    ['a=1\u0007', 'a control character'],
    ['a=1; Max-Age=0', 'gone at once'],
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'expired'],
    ['=', 'nothing'],
  ])('%s is not kept: %s', (text) => {
    expect(sentBack(text)).toBe('');
  });

  it('without a path belongs to the folder of the page', () => {
    expect(sentBack('a=1', '/shop/basket', '/shop/login')).toBe('a=1');
    expect(sentBack('a=1', '/', '/shop/login')).toBe('');
  });

  it.each([
    ['a=1; SameSite=Strict', 'same-site', 'a=1'],
    ['a=1; SameSite=Strict', 'cross-site-navigation', ''],
    ['a=1; SameSite=Strict', 'cross-site', ''],
    ['a=1; SameSite=Lax', 'cross-site-navigation', 'a=1'],
    ['a=1; SameSite=Lax', 'cross-site', ''],
    ['a=1', 'cross-site-navigation', 'a=1'],
    ['a=1', 'cross-site', ''],
    ['a=1; SameSite=None; Secure', 'cross-site', 'a=1'],
  ] as const)('SameSite: %s goes with a request that is %s as "%s"', (text, relation, sent) => {
    const jar = new CookieJar();
    jar.take(text, at('/'), 'server');
    expect(jar.read(at('/'), 'server', relation)).toBe(sent);
  });

  it('SameSite: what another site loads sets only cookies that are for all sites', () => {
    const jar = new CookieJar();
    for (const text of ['a=1', 'b=2; SameSite=Strict', 'c=3; SameSite=None; Secure']) {
      jar.take(text, at('/'), 'server', 'cross-site');
    }
    expect(jar.read(at('/'), 'server')).toBe('c=3');
  });

  it('goes after its time', () => {
    let now = 0;
    const jar = new CookieJar(() => now);
    jar.take('short=1; Max-Age=60; Expires=Fri, 01 Jan 2100 00:00:00 GMT', at('/'), 'server');
    jar.take('long=1; Max-Age=99999999', at('/'), 'server');
    now = 61_000;
    expect(jar.read(at('/'), 'server')).toBe('long=1');
    now = 401 * DAY_MS;
    expect(jar.read(at('/'), 'server')).toBe('');
  });

  it('takes the place of its namesake with the same path, not of others', () => {
    const jar = new CookieJar();
    jar.take('a=1; Path=/', at('/'), 'server');
    jar.take('a=2; Path=/', at('/'), 'server');
    jar.take('a=3; Path=/deep', at('/'), 'server');
    expect(jar.read(at('/deep/'), 'server')).toBe('a=3; a=2');
  });

  it('knows hosts, not ports', () => {
    const jar = new CookieJar();
    jar.take('a=1', at('/'), 'server');
    expect(jar.read(at('/', 'http://localhost:4000'), 'server')).toBe('a=1');
    expect(jar.read(at('/', 'http://127.0.0.1:8000'), 'server')).toBe('');
  });
});

describe('a script', () => {
  it('neither sees nor replaces nor makes what is HttpOnly', () => {
    const jar = new CookieJar();
    jar.take('session=1; HttpOnly', at('/'), 'server');
    jar.take('session=stolen', at('/'), 'script');
    jar.take('own=1; HttpOnly', at('/'), 'script');
    jar.take('plain=1', at('/'), 'script');
    expect(jar.read(at('/'), 'script')).toBe('plain=1');
    expect(jar.read(at('/'), 'server')).toBe('session=1; plain=1');
  });
});
