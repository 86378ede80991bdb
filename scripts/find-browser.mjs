/** Finds the browsers of this machine: one of Chromium's family, and Firefox. No dependencies: set-up uses it before packages are installed. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const INSTALLED_AT = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const FIREFOX_COMMANDS = ['firefox-esr', 'firefox'];

const FIREFOX_INSTALLED_AT = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  'C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `chosen` is what an environment variable says: nothing else is looked for then. */
function find(chosen, commands, installedAt) {
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...installedAt].find(isExecutable);
}

/**
 * The path of a browser the tests can drive, or undefined. `TWINSTACK_BROWSER` overrides the search.
 * @returns {string | undefined}
 */
export function findBrowser() {
  return find(process.env.TWINSTACK_BROWSER, COMMANDS, INSTALLED_AT);
}

/**
 * The path of Firefox, or undefined. `TWINSTACK_FIREFOX` overrides the search.
 * @returns {string | undefined}
 */
export function findFirefox() {
  return find(process.env.TWINSTACK_FIREFOX, FIREFOX_COMMANDS, FIREFOX_INSTALLED_AT);
}

/** What to install when there is none. */
export const BROWSER_HINT =
  'Install Chromium, Google Chrome or Microsoft Edge, or set TWINSTACK_BROWSER to the path of its executable.';

export const FIREFOX_HINT = 'Install Firefox, or set TWINSTACK_FIREFOX to the path of its executable.';
