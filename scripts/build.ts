/** `npm run build`: the static site in dist/, ready to be put on a host. */
import { buildSiteIfStale } from './build-site.ts';

process.exitCode = (await buildSiteIfStale()) ? 0 : 1;
