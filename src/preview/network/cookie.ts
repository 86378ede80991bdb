/** One cookie, and how it is read from a `Set-Cookie` header (RFC 6265bis, sections 5.6 and 5.7). */

/** Lax is what browsers take when a server says nothing. */
export type SameSite = 'Strict' | 'Lax' | 'None';

export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that set it; cookies do not know ports. */
  readonly host: string;
  readonly path: string;
  /** Time in ms since 1970; absent: until the preview is closed. */
  readonly expires?: number;
  readonly isHttpOnly: boolean;
  readonly isSecure: boolean;
  readonly sameSite: SameSite;
}

/** Where a cookie comes from. `script`: from `document.cookie`, which may not touch what is HttpOnly. */
export type CookieSource = 'server' | 'script';

/**
 * What a request is to the site of its address (RFC 6265bis, section 5.2). `cross-site-navigation`: a page of another
 * site leads to a page by a link or a form that changes nothing.
 */
export type SiteRelation = 'same-site' | 'cross-site-navigation' | 'cross-site';

/** Browsers take no more of a name with its value, in characters. */
const MOST_LENGTH = 4096;
/** RFC 6265bis, section 5.5: no cookie lives longer. */
const LONGEST_LIFE_MS = 400 * 24 * 60 * 60 * 1000;

/** The cookie of a `Set-Cookie` header or of a text for `document.cookie`; undefined for what browsers refuse. */
export function parseCookie(text: string, url: URL, source: CookieSource, now: number): Cookie | undefined {
  const [pair = '', ...parts] = text.split(';');
  const [name, value] = splitPair(pair, 'value-only');
  if ((name === '' && value === '') || name.length + value.length > MOST_LENGTH) return undefined;
  // Control characters other than a tab.
  if (/[^\P{Cc}\t]/u.test(name + value)) return undefined;
  const attributes = new Map(
    parts.map((part) => splitPair(part, 'name-only')).map(([key, of]) => [key.toLowerCase(), of]),
  );
  const path = attributes.get('path');
  const expires = readExpiry(attributes, now);
  const cookie: Cookie = {
    name,
    value,
    host: url.hostname,
    path: path?.startsWith('/') ? path : defaultPath(url),
    ...(expires !== undefined && { expires }),
    isHttpOnly: attributes.has('httponly'),
    isSecure: attributes.has('secure'),
    sameSite: readSameSite(attributes.get('samesite')),
  };
  return isAllowed(cookie, attributes, source) ? cookie : undefined;
}

/** Whether a request for `url` carries the cookie. On the loopback `Secure` cookies travel without TLS, as in browsers. */
export function matches(cookie: Cookie, url: URL): boolean {
  if (cookie.host !== url.hostname) return false;
  const { path } = cookie;
  if (url.pathname === path) return true;
  return url.pathname.startsWith(path) && (path.endsWith('/') || url.pathname[path.length] === '/');
}

/** Whether `SameSite` lets a cookie go along with such a request, or be set by the answer to one. */
export function isForSite({ sameSite }: Cookie, relation: SiteRelation): boolean {
  if (relation === 'same-site' || sameSite === 'None') return true;
  return relation === 'cross-site-navigation' && sameSite === 'Lax';
}

function isAllowed(cookie: Cookie, attributes: ReadonlyMap<string, string>, source: CookieSource): boolean {
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  if (domain && domain !== cookie.host) return false;
  if (source === 'script' && cookie.isHttpOnly) return false;
  if (cookie.sameSite === 'None' && !cookie.isSecure) return false;
  if (/^__Secure-/i.test(cookie.name)) return cookie.isSecure;
  if (/^__Host-/i.test(cookie.name)) return cookie.isSecure && cookie.path === '/' && !domain;
  return true;
}

function readExpiry(attributes: ReadonlyMap<string, string>, now: number): number | undefined {
  const maxAge = attributes.get('max-age');
  // Max-Age wins over Expires.
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Math.min(Number(maxAge) * 1000, LONGEST_LIFE_MS);
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? undefined : Math.min(expires, now + LONGEST_LIFE_MS);
}

function readSameSite(value: string | undefined): SameSite {
  const known: readonly SameSite[] = ['Strict', 'Lax', 'None'];
  return known.find((name) => name.toLowerCase() === value?.toLowerCase()) ?? 'Lax';
}

/** The folder of the URL's path, without a slash at its end. */
function defaultPath({ pathname }: URL): string {
  const end = pathname.lastIndexOf('/');
  return end <= 0 ? '/' : pathname.slice(0, end);
}

function splitPair(text: string, without: 'name-only' | 'value-only'): [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals < 0) return without === 'name-only' ? [text.trim(), ''] : ['', text.trim()];
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}
