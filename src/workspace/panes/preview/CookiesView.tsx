/** The cookies that the servers and their pages have set. */
import type { Cookie } from '../../../preview/network/cookie.ts';
import type { CookieJar } from '../../../preview/network/cookie-jar.ts';

export function CookiesView({ id, jar }: { readonly id: string; readonly jar: CookieJar }) {
  const cookies = jar.cookies.value;
  return (
    <div id={id} class="ws-cookies ws-scroll" role="tabpanel" aria-label="Cookies">
      <div class="ws-view-head">
        <p>{cookies.length === 0 ? 'No cookies.' : 'Scripts of a page see only those that are not HttpOnly.'}</p>
        {cookies.length > 0 && (
          <button type="button" class="ts-button ts-button-quiet" onClick={() => jar.clear()}>
            Remove all
          </button>
        )}
      </div>
      <ul class="ws-cookie-list">
        {cookies.map((cookie) => (
          <li key={`${cookie.host} ${cookie.path} ${cookie.name}`}>
            <strong>{cookie.name}</strong>
            <span class="ws-cookie-value ws-break">{cookie.value}</span>
            <span class="ws-cookie-facts">{describe(cookie).join(' · ')}</span>
            <button type="button" class="ts-button ts-button-quiet" onClick={() => jar.remove(cookie)}>
              Remove<span class="ts-visually-hidden"> {cookie.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe({ host, path, expires, isHttpOnly, isSecure, sameSite }: Cookie): readonly string[] {
  return [
    `${host}${path}`,
    expires === undefined ? 'for this session' : `until ${new Date(expires).toLocaleString()}`,
    `SameSite=${sameSite}`,
    ...(isHttpOnly ? ['HttpOnly'] : []),
    ...(isSecure ? ['Secure'] : []),
  ];
}
