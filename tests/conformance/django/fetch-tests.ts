/** Django's own tests, out of Debian's source package, in a cache folder. Nothing of them is committed. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { WHEELS } from '../../../src/runtimes/django/bundle/versions.ts';
import { type DebianSource, unpackDebianSource } from '../debian-source.ts';

const [major, minor] = WHEELS.django.split('.');

/** The version of the wheel, else another of the same series: its tests change little. */
const SOURCE: DebianSource = {
  name: 'python-django',
  releases: ['forky', 'sid', 'trixie-backports'],
  versions: [new RegExp(`:${WHEELS.django.replaceAll('.', '\\.')}-`), new RegExp(`:${major}\\.${minor}\\.`)],
  wanted: ['*/tests'],
  elsewhere:
    "Django's own tests come from Debian's source package, by apt. Elsewhere, unpack tests/ of Django " +
    `${WHEELS.django}'s source into a folder and set TWINSTACK_DJANGO_TESTS to it.`,
};

/** Makes sure that the tests are there; returns the folder that holds `tests/`. Throws `TestsUnavailable`. */
export function fetchDjangoTests(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = process.env.TWINSTACK_DJANGO_TESTS ?? join(cache, 'twinstack', 'django-tests', WHEELS.django);
  if (!existsSync(join(folder, 'tests', 'runtests.py'))) unpackDebianSource(SOURCE, folder);
  return folder;
}
