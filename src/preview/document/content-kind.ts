/** What a browser would do with an answer to a navigation, and which characters its bytes are. */
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import { headerOf } from '../network/headers.ts';

/** `page`: HTML. `text`: shown as it is. `image`: shown. `file`: offered for saving. */
export type ContentKind = 'page' | 'text' | 'image' | 'file';

/** What begins like this is taken for HTML where the server names no type (MIME Sniffing standard, section 7.1). */
const HTML_START =
  /^[\s]*<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>]|^[\s]*<!--/i;

export function findContentKind(headers: HttpHeaders, start: Uint8Array): ContentKind {
  if (/^\s*attachment\b/i.test(headerOf(headers, 'content-disposition') ?? '')) return 'file';
  const type = mediaType(headers);
  if (type === '') return sniff(start);
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'page';
  if (type.startsWith('image/')) return 'image';
  const isText = type.startsWith('text/') || /[/+](json|xml|javascript|x-ndjson)$/.test(type);
  return isText ? 'text' : 'file';
}

/** The media type in lower case, without parameters; empty when there is none. */
export function mediaType(headers: HttpHeaders): string {
  return (headerOf(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/**
 * Reads text as a browser does: by its byte order mark, by the charset of the header, by a `<meta charset>`, else as
 * windows-1252. JSON is UTF-8 whatever it says (RFC 8259, section 8.1).
 */
export function decodeText(bytes: Uint8Array, headers: HttpHeaders): string {
  const charset =
    readByteOrderMark(bytes) ??
    readCharset(headerOf(headers, 'content-type')) ??
    guessCharset(bytes, mediaType(headers));
  return createDecoder(charset).decode(bytes);
}

/** The name that `Content-Disposition` or the address gives a file. */
export function findFileName(headers: HttpHeaders, url: URL): string {
  const disposition = headerOf(headers, 'content-disposition') ?? '';
  const encoded = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  const named = encoded ? decodeURIComponent(encoded) : (plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2]);
  const name = named ?? url.pathname.split('/').at(-1) ?? '';
  // A name only: where it is saved is not for the server to say.
  return name.split(/[/\\]/).at(-1)?.trim() || 'download';
}

function sniff(start: Uint8Array): ContentKind {
  const text = new TextDecoder().decode(start.subarray(0, 512));
  if (HTML_START.test(text)) return 'page';
  // Control characters make it binary (MIME Sniffing standard, "binary data byte").
  return /[^\P{Cc}\s\u009b]/u.test(text) ? 'file' : 'text';
}

function readByteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function readCharset(text: string | undefined): string | undefined {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(text ?? '')?.[1];
}

function guessCharset(bytes: Uint8Array, type: string): string {
  if (/[/+]json$/.test(type) || type === 'text/event-stream') return 'utf-8';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const meta = /<meta[^>]+charset\s*=[^>]+>/i.exec(start)?.[0];
  return readCharset(meta) ?? 'windows-1252';
}

function createDecoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
