import { WAITING_PREFIX } from '../document/names.ts';
import type { Navigation } from './navigation.ts';
import { resolve } from './page-address.ts';

/** `<meta http-equiv="refresh">`: waits, then goes (HTML standard, "shared declarative refresh steps"). */
export function scheduleRefresh(navigation: Navigation): void {
  document.addEventListener('DOMContentLoaded', () => {
    const name = `${WAITING_PREFIX}refresh`;
    const content = document.querySelector(`meta[${name}]`)?.getAttribute(name) ?? '';
    const [, seconds, address] =
      /^\s*(\d+(?:\.\d*)?)\s*(?:[;,]\s*(?:url\s*=\s*)?["']?([^"']*)["']?)?\s*$/i.exec(content) ?? [];
    if (seconds === undefined) return;
    setTimeout(() => {
      const url = address ? resolve(address) : undefined;
      if (url) navigation.go(url, { replaces: true });
      else navigation.reload();
    }, Number(seconds) * 1000);
  });
}
