/** The project's files on the interpreter's disk, as `KeptFiles` looks at them. */
import type { ProjectDisk } from '../../kept-files.ts';
import type { Disk } from './archive.ts';

/** Python's own files in a project: bytecode. */
const LEFT_OUT = ['.', '..', '__pycache__'];

/** `root`: the project's folder, without a slash at its end. */
export function projectDisk(disk: Disk, root: string): ProjectDisk {
  const stat: ProjectDisk['stat'] = (path) => {
    const found = statOrNothing(disk, `${root}/${path}`);
    return found && disk.isFile(found.mode) ? { modified: found.mtime.getTime(), size: found.size } : undefined;
  };
  const listFolder = (folder: string): string[] =>
    disk
      .readdir(`${root}/${folder}`)
      .filter((name) => !LEFT_OUT.includes(name))
      .flatMap((name) => {
        const path = folder === '' ? name : `${folder}/${name}`;
        const found = statOrNothing(disk, `${root}/${path}`);
        if (found && disk.isDir(found.mode)) return listFolder(path);
        return found ? [path] : [];
      });
  return { stat, read: (path) => disk.readFile(`${root}/${path}`), list: () => listFolder('') };
}

function statOrNothing(disk: Disk, path: string): ReturnType<Disk['stat']> | undefined {
  try {
    return disk.stat(path);
  } catch {
    // There is nothing, or a link to nothing: Emscripten throws its ErrnoError.
    return undefined;
  }
}
