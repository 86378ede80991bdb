/** Why WebContainer cannot be had, and what the learner can do about it. */
import { RuntimeUnavailable } from '../../runtime-unavailable.ts';

/** How long a boot may take, in ms. Users report 10 s for a first one; a hang gives no error, so there must be an end. */
export const BOOT_LIMIT_MS = 12_000;

export type Obstacle =
  | 'offline'
  | 'blocked'
  | 'not-isolated'
  | 'unsupported'
  | 'quota'
  | 'timed-out'
  | 'licence'
  | 'cancelled'
  | 'packages'
  | 'broken';

const UNBLOCK =
  'Allow stackblitz.com and webcontainer.io for this site: turn off Brave Shields, Firefox’s strict tracking protection, Edge’s strict security or a content blocker, then try again.';

/** A function, so that a site without WebContainer leaves these texts out. */
function obstacleTexts(): Readonly<Record<Obstacle, readonly [message: string, hint: string]>> {
  return {
    offline: ['WebContainer needs the internet, and you are offline.', 'Go online, then try again.'],
    blocked: ['WebContainer’s service cannot be reached: the browser or the network blocks it.', UNBLOCK],
    'not-isolated': [
      'This page is not cross-origin isolated, and WebContainer needs that.',
      'Reload the page. If that does not help, use Chrome, Edge or Firefox outside of a private window, or tell whoever runs this site that its host must send the headers of docs/deploying.md.',
    ],
    unsupported: [
      'This browser cannot run WebContainer.',
      'Use a current Chrome, Edge, Firefox or Safari (16.4 or later) on a computer.',
    ],
    quota: [
      'The browser gives WebContainer too little memory or storage.',
      'Close other tabs or free storage, then try again. Phones often have too little.',
    ],
    'timed-out': [
      `WebContainer did not start within ${BOOT_LIMIT_MS / 1000} seconds.`,
      `Try again: a second start is often quicker. If that does not help: ${UNBLOCK.charAt(0).toLowerCase()}${UNBLOCK.slice(1)}`,
    ],
    licence: [
      'WebContainer’s service refused this site: it has no licence for it.',
      'Tell whoever runs this site; docs/deploying.md says who needs a licence and how to switch WebContainer off.',
    ],
    cancelled: ['The start of WebContainer was cancelled.', 'Choose WebContainer again whenever you want it.'],
    packages: [
      'The packages of this exercise could not be installed from npm.',
      'See whether you are online and the versions in package.json exist, then try again.',
    ],
    broken: ['WebContainer could not start.', 'Try again. If that does not help, reload the page: your code is kept.'],
  };
}

/** `detail` is added to the message: what the service or npm said. */
export function describeObstacle(obstacle: Obstacle, detail?: string, cause?: unknown): RuntimeUnavailable {
  const [message, hint] = obstacleTexts()[obstacle];
  const whole = detail ? `${message.replace(/\.$/, '')}: ${detail.replace(/\.?$/, '.')}` : message;
  return new RuntimeUnavailable(whole, hint, { cause });
}

/** What an error of the service means. The service documents no codes: names and words have to do. */
export function obstacleFromError(error: unknown): RuntimeUnavailable {
  if (error instanceof RuntimeUnavailable) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (/quota|ENOSPC|out of memory|allocat/i.test(text)) return describeObstacle('quota', undefined, error);
  if (/licen[cs]e|api key|client_id|unauthori[sz]ed|forbidden|not allowed/i.test(text)) {
    return describeObstacle('licence', undefined, error);
  }
  if (/SharedArrayBuffer|cross-?origin|isolat/i.test(text)) return describeObstacle('not-isolated', undefined, error);
  return describeObstacle('broken', error instanceof Error ? error.message : text, error);
}
