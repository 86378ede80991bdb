/** A shell in the container, and its folder kept in step with the editor. */
import type { Project, Shell, ShellOptions } from '../../runtime.ts';
import { type Container, toFileTree } from './container.ts';
import type { WorkFolder } from './work-folders.ts';

/** The container's own shell. */
const SHELL = 'jsh';

/** Opens a shell in a folder that holds the project; the folder goes with it. */
export async function openShell(container: Container, folder: WorkFolder, options: ShellOptions): Promise<Shell> {
  const { size, onOutput, onFileChange, watch } = options;
  const process = await container.spawn(SHELL, [], { cwd: folder.path, terminal: size });
  const input = process.input.getWriter();
  const texts = new Map<string, string>();
  const readChanges = async () => {
    for (const path of watch) {
      // Gone, or being written: the next change tells.
      const text = await container.fs.readFile(`${folder.path}/${path}`, 'utf8').catch(() => undefined);
      if (text === undefined || text === texts.get(path)) continue;
      const isFirst = !texts.has(path);
      texts.set(path, text);
      if (!isFirst) onFileChange(path, text);
    }
  };
  await readChanges();
  const watcher = container.fs.watch(folder.path, { recursive: true }, () => void readChanges());
  const reading = process.output.pipeTo(new WritableStream({ write: onOutput })).catch(() => undefined);
  const ended = process.exit
    .then(() => reading)
    .then(() => {
      watcher.close();
      folder.remove();
    });
  return {
    ended,
    write: (text) => void input.write(text).catch(() => undefined),
    resize: (dimensions) => process.resize(dimensions),
    async update(files: Project) {
      for (const [path, content] of Object.entries(files)) if (typeof content === 'string') texts.set(path, content);
      await container.mount(toFileTree(files), { mountPoint: folder.path });
    },
    close: () => process.kill(),
  };
}
