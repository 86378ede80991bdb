import { describe, expect, it } from 'vitest';
import { bundleCore } from '../../../../src/runtimes/node/lib/bundle-library.ts';
import { partLibrary } from '../../../../src/runtimes/node/lib/library-parts.ts';
import { patchLibrary } from '../../../../src/runtimes/node/lib/patches.ts';
import { runInPinnedNode } from '../../../../src/runtimes/node/lib/pinned-node.ts';
import { stripComments } from '../../../../src/runtimes/node/lib/strip-comments.ts';

const library = () => new Map(Object.entries(JSON.parse(runInPinnedNode('dump-library.ts')) as Record<string, string>));

describe('the patches', () => {
  it('fit the pinned Node and keep its lines', () => {
    const original = library();
    for (const [id, source] of patchLibrary(original)) {
      expect(source.split('\n').length, id).toBe(original.get(id)?.split('\n').length);
    }
  });

  it('stop the build when Node has changed', () => {
    const changed = library();
    changed.set('internal/timers', '// all new');
    expect(() => patchLibrary(changed)).toThrow(/internal\/timers .* fits 0 times instead of 3/);
    changed.delete('internal/errors');
    expect(() => patchLibrary(changed)).toThrow();
  });
});

describe('the bundle', () => {
  it('knows the line each module begins on', () => {
    const modules = new Map([
      ['b', 'one;\ntwo;'],
      ['a', 'exports.x = 1;'],
    ]);
    const { code, lines } = bundleCore(modules, {});
    const text = code.split('\n');
    expect(lines.map(([line, id]) => [id, text[line - 1]])).toEqual([
      ['a', 'exports.x = 1;'],
      ['b', 'one;'],
    ]);
  });
});

describe('the first script', () => {
  it('says what is beyond Latin-1 by escapes, which mean the same', () => {
    const { code } = bundleCore(new Map([['a', 'exports.line = "│é" + `└`;']]), { sign: '😀' });
    expect(code).not.toMatch(/[^\0-\xff]/);
    const scope: Record<string, { modules: Record<string, (exports: object) => void>; facts: object }> = {};
    new Function('globalThis', code)(scope);
    const exports = {};
    scope.twinstackNodeLibrary?.modules.a?.(exports);
    expect(exports).toEqual({ line: '│é└' });
    expect(scope.twinstackNodeLibrary?.facts).toEqual({ sign: '😀' });
  });
});

describe('the scripts of the library', () => {
  const parts = partLibrary(library().keys());

  it('hold each module once', () => {
    const ids = [...parts.values()].flat();
    expect(ids.toSorted()).toEqual([...library().keys()].sort());
  });

  it('hold in the first what most programs need, and in others what few need', () => {
    expect(parts.get('core')).toEqual(
      expect.arrayContaining(['fs', 'internal/bootstrap/node', 'internal/modules/esm/loader', 'internal/util/inspect']),
    );
    expect(parts.get('http')).toContain('_http_server');
    expect(parts.get('test')).toContain('internal/test_runner/runner');
    expect(parts.get('fetch')).toEqual(['internal/deps/undici/undici']);
  });
});

describe('comments', () => {
  it('go, and nothing moves', () => {
    const source = 'a(); // one\n/* two\nthree */ b("// no", /[/*]/); /* four */ c();\n';
    expect(stripComments(source)).toBe('a();\n\n         b("// no", /[/*]/);            c();\n');
  });
});
