import { describe, expect, it } from 'vitest';
import { rewriteScript, type ScriptKind } from '../../../src/preview/document/script.ts';

const URL_OF_SCRIPT = 'http://localhost:3000/js/main.js';
const resolve = (specifier: string) =>
  specifier.startsWith('.') || specifier.startsWith('/') ? new URL(specifier, URL_OF_SCRIPT).href : undefined;
const rewrite = (code: string, kind: ScriptKind = 'script') =>
  rewriteScript(code, { kind, url: URL_OF_SCRIPT, resolve });

describe('location', () => {
  it.each([
    ["location.href = '/x'", "__previewLocation.href = '/x'"],
    ["location = '/x'", "__previewLocation = '/x'"],
    ['window.location.reload()', 'window.__previewLocation.reload()'],
    ['document.location', 'document.__previewLocation'],
    ['const { hash } = location;', 'const { hash } = __previewLocation;'],
    ['f({ location })', 'f({ location: __previewLocation })'],
    ['function f(location) { return location.x; }', 'function f(__previewLocation) { return __previewLocation.x; }'],
    // Not the address of the page:
    ['book.location = 1', 'book.location = 1'],
    ['const x = { location: 1 };', 'const x = { location: 1 };'],
    ["say('location'); // location", "say('location'); // location"],
    ['class A { location = 1; }', 'class A { location = 1; }'],
  ])('%s becomes %s', (code, rewritten) => {
    expect(rewrite(code).code).toBe(rewritten);
  });

  it('is rewritten in attributes, where return is allowed', () => {
    expect(rewrite("location.href='/x'; return false", 'function').code).toContain('__previewLocation');
  });
});

describe('a module', () => {
  it.each([
    ["import a from './a.js';", 'import a from "http://localhost:3000/js/a.js";', ['http://localhost:3000/js/a.js']],
    ["export * from '/b.js';", 'export * from "http://localhost:3000/b.js";', ['http://localhost:3000/b.js']],
    ["import 'bare';", "import 'bare';", []],
    [
      "import('./c.js')",
      '__previewImport("http://localhost:3000/js/c.js", "http://localhost:3000/js/main.js")',
      ['http://localhost:3000/js/c.js'],
    ],
    ['import(name)', '__previewImport(name, "http://localhost:3000/js/main.js")', []],
    ['f(import.meta.url)', 'f("http://localhost:3000/js/main.js")', []],
  ])('%s becomes %s', (code, rewritten, imports) => {
    expect(rewrite(code, 'module')).toEqual({ code: rewritten, imports });
  });
});

it('leaves what is no JavaScript as it is', () => {
  expect(rewrite('location = = 1').code).toBe('location = = 1');
});
