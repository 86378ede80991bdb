/** Real engines for tests, in Chromium or Firefox. The page is the one that `npm run engine` drives. */
export { type EngineBrowser, openEngineBrowser } from '../../scripts/engine/engine-page.ts';
