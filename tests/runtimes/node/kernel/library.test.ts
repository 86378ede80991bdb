import { expect, test, vi } from 'vitest';
import { addLaterModules, type LibraryModule, type NodeLibrary } from '../../../../src/runtimes/node/kernel/library.ts';

function libraryWith(modules: Record<string, LibraryModule>, laterModules: Record<string, string[]>): NodeLibrary {
  return { modules, lines: [], facts: { laterModules } } as unknown as NodeLibrary;
}

test('the first module that is used of a script loads it, once', () => {
  const [fs, http, agent] = [() => 'fs', () => 'http', () => 'agent'];
  const library = libraryWith({ fs }, { http: ['http', 'agent'], more: ['repl'] });
  const script = { modules: { http, agent }, lines: [[3, 'http']] };
  const loadPart = vi.fn(() => script);
  const onScript = vi.fn();
  addLaterModules(library, loadPart, onScript);
  expect(library.modules.fs).toBe(fs);
  expect(loadPart).not.toHaveBeenCalled();
  expect(library.modules.agent).toBe(agent);
  expect(library.modules.http).toBe(http);
  expect(loadPart.mock.calls).toEqual([['library-http']]);
  expect(onScript.mock.calls).toEqual([['http', script]]);
});

test('a module of a later script can be replaced', () => {
  const library = libraryWith({}, { test: ['test', 'reporter'] });
  const script = { modules: { test: () => 'test', reporter: () => 'loud' }, lines: [] };
  addLaterModules(
    library,
    () => script,
    () => undefined,
  );
  const silent = () => 'silent';
  Object.assign(library.modules, { reporter: silent });
  expect(library.modules.reporter).toBe(silent);
  expect(library.modules.test).toBe(script.modules.test);
});

test('modules that no script has are not there', () => {
  const library = libraryWith({}, { http: ['http'] });
  addLaterModules(
    library,
    () => ({}),
    () => undefined,
  );
  expect(library.modules.nonsense).toBeUndefined();
});
