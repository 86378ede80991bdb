import type { BindingFactory } from '../kernel.ts';

/** What the library's setters take: a number or a name. */
type Id = number | string;

/** The machine's users and groups are the same few. */
const IDS: Readonly<Record<string, number>> = { root: 0, learner: 1000, nobody: 65534 };

const numberOf = (id: Id): number | undefined => (typeof id === 'number' ? id : IDS[id]);

/** Who the program runs as (Node.js src/node_credentials.cc). */
export const createCredentialsBinding: BindingFactory = (kernel, stub) => {
  const { fileSystem } = kernel;
  const environment = () => kernel.process.env as Record<string, string | undefined>;

  function requireSuperuser(syscall: string): void {
    if (fileSystem.credentials.uid === 0) return;
    // In the form of node::ErrnoException, which is not that of libuv's errors.
    throw Object.assign(new Error('EPERM, Operation not permitted'), { errno: 1, code: 'EPERM', syscall });
  }

  /** Returns 0, or 1 for a name that nobody has; only the superuser becomes somebody else. */
  const setterOf = (key: 'uid' | 'gid', syscall: string) => (id: Id) => {
    const wanted = numberOf(id);
    if (wanted === undefined) return 1;
    if (wanted !== fileSystem.credentials[key]) requireSuperuser(syscall);
    fileSystem.credentials = { ...fileSystem.credentials, [key]: wanted };
    return 0;
  };

  return Object.assign(stub, {
    safeGetenv: (name: string) => environment()[name],
    getTempDir() {
      const { TMPDIR, TMP, TEMP } = environment();
      const folder = TMPDIR || TMP || TEMP || '/tmp';
      return folder.length > 1 && folder.endsWith('/') ? folder.slice(0, -1) : folder;
    },
    getuid: () => fileSystem.credentials.uid,
    geteuid: () => fileSystem.credentials.uid,
    getgid: () => fileSystem.credentials.gid,
    getegid: () => fileSystem.credentials.gid,
    getgroups: () => [fileSystem.credentials.gid],
    setuid: setterOf('uid', 'setuid'),
    seteuid: setterOf('uid', 'seteuid'),
    setgid: setterOf('gid', 'setgid'),
    setegid: setterOf('gid', 'setegid'),
    /** The number of the first group that nobody knows, or 0. */
    setgroups(groups: readonly Id[]) {
      const unknown = groups.findIndex((group) => numberOf(group) === undefined);
      if (unknown < 0) requireSuperuser('setgroups');
      return unknown + 1;
    },
    /** 1 for a user's number that nobody has, 2 for an unknown group. A name is taken as it is. */
    initgroups(user: Id, group: Id) {
      if (typeof user === 'number' && !Object.values(IDS).includes(user)) return 1;
      if (numberOf(group) === undefined) return 2;
      requireSuperuser('initgroups');
      return 0;
    },
  });
};
