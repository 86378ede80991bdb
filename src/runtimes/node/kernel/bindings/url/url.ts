/** `internalBinding('url')` over the browser's own URL parser: both follow the WHATWG URL Standard. */

import { codedError } from '../../coded-error.ts';
import type { BindingFactory } from '../../kernel.ts';
import { domainToAscii, domainToUnicode } from './domains.ts';

/** `updateActions` of `internal/url`, in order; `href` (9) is handled apart. */
const UPDATED_PARTS = [
  'protocol',
  'host',
  'hostname',
  'port',
  'username',
  'password',
  'pathname',
  'search',
  'hash',
] as const;
const UPDATE_HREF = 9;

/** "Not there" in the component array. */
const OMITTED = 0xffffffff;

/** Scheme types of ada, the parser inside Node; other schemes are 1. */
const SCHEME_TYPES: Readonly<Record<string, number>> = {
  'http:': 0,
  'https:': 2,
  'ws:': 3,
  'ftp:': 4,
  'wss:': 5,
  'file:': 6,
};
const NOT_SPECIAL = 1;

export const createUrlBinding: BindingFactory = (kernel, stub) => {
  const NativeUrl = kernel.natives.URL;
  const urlComponents = new Uint32Array(9);

  /** Leaves the places of the parts where the library looks for them; returns the text they refer to. */
  function publish(url: URL): string {
    urlComponents.set(componentsOf(url));
    return url.href;
  }

  function parseOrUndefined(input: string, base: string | undefined): URL | undefined {
    if (!NativeUrl.canParse(input, base)) return undefined;
    const url = new NativeUrl(input, base);
    return hasForbiddenHost(url) ? undefined : url;
  }

  return Object.assign(stub, {
    urlComponents,
    parse(input: string, base: string | undefined, throws: boolean) {
      const url = parseOrUndefined(input, base);
      if (url !== undefined) return publish(url);
      if (!throws) return undefined;
      const error = codedError(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
      throw Object.assign(error, { input }, base === undefined ? {} : { base });
    },
    canParse: (input: string, base?: string) => parseOrUndefined(input, base) !== undefined,
    update(href: string, action: number, value: string) {
      if (action === UPDATE_HREF) {
        const replaced = parseOrUndefined(value, undefined);
        return replaced !== undefined && publish(replaced);
      }
      const url = new NativeUrl(href);
      const part = UPDATED_PARTS[action];
      if (part === undefined) return false;
      url[part] = value;
      return publish(url);
    },
    pathToFileURL(path: string, isWindowsPath: boolean, hostname?: string) {
      const url = new NativeUrl('file:///');
      if (hostname !== undefined) url.hostname = hostname;
      const slashed = isWindowsPath ? path.replaceAll('\\', '/') : path;
      url.pathname = slashed.replace(/[%\\\n\r\t?#]/g, encodeURIComponent);
      url.pathname = url.pathname.replace(/[[\]^|~]/g, percentEncode);
      return publish(url);
    },
    domainToASCII: (domain: string) => domainToAscii(NativeUrl, domain),
    domainToUnicode: (domain: string) => domainToUnicode(NativeUrl, domain),
    getOrigin: (href: string) => new NativeUrl(href).origin,
    format(href: string, hash: boolean, unicode: boolean, search: boolean, auth: boolean) {
      const url = new NativeUrl(href);
      if (!hash) url.hash = '';
      if (!search) url.search = '';
      if (!auth) {
        url.username = '';
        url.password = '';
      }
      return unicode && url.hostname !== ''
        ? url.href.replace(url.hostname, domainToUnicode(NativeUrl, url.hostname))
        : url.href;
    },
  });
};

// Chromium escapes signs in the host of a special URL where the standard says to refuse them.
function hasForbiddenHost({ protocol, hostname }: URL): boolean {
  return protocol in SCHEME_TYPES && /[\0-\x20"#%/<>?@\\^`{|}\x7f]/.test(hostname);
}

function percentEncode(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * The offsets of ada's `url_components`: protocol end, username end, host start, host end, port, pathname start,
 * search start, hash start; then the scheme's type.
 */
function componentsOf(url: URL): number[] {
  const { href, protocol, username, password, hostname, port, pathname, search, hash } = url;
  const protocolEnd = protocol.length;
  const hasAuthority = href.startsWith('//', protocolEnd);
  const usernameStart = hasAuthority ? protocolEnd + 2 : protocolEnd;
  const usernameEnd = usernameStart + username.length;
  // The host begins at its `@` when there are credentials.
  const hostStart = password === '' ? usernameEnd : usernameEnd + 1 + password.length;
  const credentials = username !== '' || password !== '';
  const hostEnd = hostStart + (credentials ? 1 : 0) + hostname.length;
  const afterHost = hostEnd + (port === '' ? 0 : 1 + port.length);
  // `web+demo:/.//path`: the `/.` is there so that the path is not taken for a host.
  const pathnameStart = !hasAuthority && href.startsWith('/.//', protocolEnd) ? protocolEnd + 2 : afterHost;
  // A lone `?` or `#` stays in the href though `search` and `hash` are empty.
  const hashSign = hash === '' ? href.indexOf('#', pathnameStart + pathname.length) : href.length - hash.length;
  const searchSign = href.indexOf('?', pathnameStart + pathname.length);
  const hasSearch = searchSign >= 0 && (search !== '' || hashSign < 0 || searchSign < hashSign);
  return [
    protocolEnd,
    usernameEnd,
    hostStart,
    hostEnd,
    port === '' ? OMITTED : Number(port),
    pathnameStart,
    hasSearch ? searchSign : OMITTED,
    hashSign < 0 ? OMITTED : hashSign,
    SCHEME_TYPES[protocol] ?? NOT_SPECIAL,
  ];
}
