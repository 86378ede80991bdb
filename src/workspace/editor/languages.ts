/** Languages by file ending; each is a chunk of its own, loaded when a file of it is shown. */
import type { Extension } from '@codemirror/state';

async function loadJavaScript(): Promise<Extension> {
  const { javascriptLanguage } = await import('@codemirror/lang-javascript');
  return javascriptLanguage;
}

async function loadTemplate(): Promise<Extension> {
  const [{ html }, { djangoTags }] = await Promise.all([import('@codemirror/lang-html'), import('./django-tags.ts')]);
  return [html({ autoCloseTags: false }), djangoTags];
}

const LOADERS: Readonly<Record<string, () => Promise<Extension>>> = {
  js: loadJavaScript,
  mjs: loadJavaScript,
  cjs: loadJavaScript,
  py: async () => (await import('@codemirror/lang-python')).pythonLanguage,
  html: loadTemplate,
  css: async () => (await import('@codemirror/lang-css')).cssLanguage,
  json: async () => (await import('@codemirror/lang-json')).jsonLanguage,
};

const loaded = new Map<string, Promise<Extension>>();

/** The language of a file, plain text when there is none for its ending. */
export function loadLanguage(path: string): Promise<Extension> {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const present = loaded.get(ending);
  if (present) return present;
  const loading = LOADERS[ending]?.() ?? Promise.resolve([]);
  loaded.set(ending, loading);
  // Without its colours a file can still be written; the next file of the kind tries again.
  return loading.catch(() => {
    loaded.delete(ending);
    return [];
  });
}

/** How deep a level of indentation is: four spaces in Python (PEP 8), two elsewhere. */
export function indentationOf(path: string): string {
  return path.endsWith('.py') ? '    ' : '  ';
}
