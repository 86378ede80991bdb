/** What a project says of the packages from npm that it needs. */
import type { Project } from './runtime.ts';

export interface PackageNeeds {
  /** The project's own name; empty when it has none. */
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Read from `package.json`; undefined when it names no packages, or is no JSON (the program will say so). */
export function readPackageNeeds(project: Project): PackageNeeds | undefined {
  const text = project['package.json'];
  if (typeof text !== 'string') return undefined;
  try {
    const { name, dependencies } = JSON.parse(text) as { name?: unknown; dependencies?: Record<string, string> };
    if (!dependencies || Object.keys(dependencies).length === 0) return undefined;
    return { name: typeof name === 'string' ? name : '', dependencies };
  } catch {
    return undefined;
  }
}
