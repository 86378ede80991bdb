/** What whoever publishes the site decides, by environment variables of the build. docs/deploying.md explains them. */

export interface SiteSettings {
  /** Where the site will live, for instance `https://example.org`. */
  readonly site: string | undefined;
  /** The path it is served under. */
  readonly base: string;
  /** Whether learners may run Node.js exercises in a WebContainer, a service of StackBlitz. */
  readonly webContainer: 'on' | 'off';
  /** The site's client id with that service; empty without one. */
  readonly webContainerKey: string;
}

/** Names of the variables: a build is stale when one of them has changed. */
export const SETTING_NAMES = [
  'TWINSTACK_SITE',
  'TWINSTACK_BASE',
  'TWINSTACK_WEBCONTAINER',
  'TWINSTACK_WEBCONTAINER_KEY',
] as const;

/** Throws when a variable says what cannot be. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SiteSettings {
  const webContainer = env.TWINSTACK_WEBCONTAINER || 'on';
  if (webContainer !== 'on' && webContainer !== 'off') {
    throw new Error(`TWINSTACK_WEBCONTAINER is "${webContainer}". Write on or off.`);
  }
  return {
    site: env.TWINSTACK_SITE || undefined,
    base: env.TWINSTACK_BASE || '/',
    webContainer,
    webContainerKey: env.TWINSTACK_WEBCONTAINER_KEY ?? '',
  };
}
