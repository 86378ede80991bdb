/** Files that a run hands back, out of the container, whose disk answers later. */
import { KeptFiles, type ProjectDisk } from '../../kept-files.ts';
import type { RunEvent, RunOptions } from '../../runtime.ts';
import type { Container } from './container.ts';

type FileSystem = Container['fs'];

/** What the files held when they were last looked at. */
class DiskCopy implements ProjectDisk {
  #files = new Map<string, Uint8Array<ArrayBuffer>>();
  #takenAt = 0;

  async take(fs: FileSystem, folder: string, keep: NonNullable<RunOptions['keep']>): Promise<void> {
    const paths = keep === 'all' ? await listFiles(fs, folder, '') : keep.flatMap((path) => [path, `${path}-journal`]);
    const contents = await Promise.all(
      // There may be no such file.
      paths.map(async (path) => [path, await fs.readFile(`${folder}/${path}`).catch(() => undefined)] as const),
    );
    this.#files = new Map(contents.flatMap(([path, content]) => (content ? [[path, new Uint8Array(content)]] : [])));
    this.#takenAt = Date.now();
  }

  /** The container tells no times: each look counts as a change, and contents are compared. */
  stat(path: string): { modified: number; size: number } | undefined {
    const content = this.#files.get(path);
    return content && { modified: this.#takenAt, size: content.length };
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    return this.#files.get(path) ?? new Uint8Array();
  }

  list(): readonly string[] {
    return [...this.#files.keys()];
  }
}

/** Watches the files to keep of a run; the result sends those that changed since the last time. */
export async function watchFiles(
  fs: FileSystem,
  folder: string,
  { keep = [], onEvent }: { readonly keep: RunOptions['keep']; readonly onEvent: (event: RunEvent) => void },
): Promise<() => Promise<void>> {
  if (keep.length === 0) return async () => undefined;
  const disk = new DiskCopy();
  await disk.take(fs, folder, keep);
  const files = new KeptFiles(disk, keep, onEvent);
  return async () => {
    await disk.take(fs, folder, keep);
    files.sendChanged();
  };
}

async function listFiles(fs: FileSystem, root: string, folder: string): Promise<string[]> {
  const entries = await fs.readdir(`${root}/${folder}`, { withFileTypes: true });
  const found = entries.map((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(fs, root, path) : [path];
  });
  return (await Promise.all(found)).flat();
}
