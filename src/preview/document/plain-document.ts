/** Pages for answers that are no HTML, as browsers make them up: text in a `<pre>`, an image in the middle. */
import { TEXT_ELEMENT_ID } from './names.ts';
import { type PreparedDocument, placeholder } from './resource.ts';

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export function textDocument(title: string): PreparedDocument {
  const style = 'color-scheme:light dark;font:13px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere';
  const head = `<meta charset="utf-8"><title>${escapeHtml(title)}</title>`;
  return {
    html: `<!DOCTYPE html><html><head>${head}<style>:root{${style}}</style></head><body><pre id="${TEXT_ELEMENT_ID}" style="font:inherit;white-space:inherit"></pre></body></html>`,
    resources: [],
    modules: [],
  };
}

/** For a window that a script opens without an address: what it writes is as if written in its own page. */
export function blankDocument(base: URL): PreparedDocument {
  const head = `<base href="${escapeHtml(base.href)}">`;
  return { html: `<!DOCTYPE html><html><head>${head}</head><body></body></html>`, resources: [], modules: [] };
}

export function imageDocument(title: string, bytes: Uint8Array<ArrayBuffer>, contentType: string): PreparedDocument {
  const key = 'image';
  return {
    html: `<!DOCTYPE html><html><head><title>${escapeHtml(title)}</title></head><body style="display:grid;place-items:center;min-height:100vh;margin:0;background:#888"><img alt="" style="max-width:100%" src="${placeholder(key)}"></body></html>`,
    resources: [{ key, contentType, body: bytes }],
    modules: [],
  };
}
