/** Rewrites CSS so that what it refers to comes with it: images, fonts and imported sheets as `data:` addresses. */
import { decodeText, mediaType } from './content-kind.ts';
import type { LoadedFile, ResourceLoader } from './resource-loader.ts';

/** Comments are kept as they are; `@import "x"` and `url(x)` are rewritten (CSS Syntax, section 4.3). */
const REFERENCES =
  /\/\*[\s\S]*?\*\/|@import\s+(?:"([^"]*)"|'([^']*)')|(@import\s+)?url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)/gi;
/** Sheets that import each other end somewhere. */
const DEEPEST_IMPORT = 8;

export interface StyleContext {
  readonly loader: ResourceLoader;
  /** The page, for the header `Referer`. */
  readonly page: URL;
}

/** CSS with everything in it. What cannot be loaded keeps its address, and then shows nothing. */
export async function inlineStyle(css: string, base: URL, context: StyleContext, depth = 0): Promise<string> {
  const matches = [...css.matchAll(REFERENCES)].filter((match) => !match[0].startsWith('/*'));
  const replacements = await Promise.all(matches.map((match) => replaceReference(match, base, context, depth)));
  let result = '';
  let end = 0;
  for (const [index, match] of matches.entries()) {
    result += css.slice(end, match.index) + replacements[index];
    end = match.index + match[0].length;
  }
  return result + css.slice(end);
}

async function replaceReference(
  match: RegExpExecArray,
  base: URL,
  context: StyleContext,
  depth: number,
): Promise<string> {
  const [whole, imported, importedToo, importing, ...addresses] = match;
  const isImport = imported !== undefined || importedToo !== undefined || importing !== undefined;
  const address = imported ?? importedToo ?? addresses.find((text) => text !== undefined) ?? '';
  if (address === '' || /^(data:|blob:|#)/i.test(address) || !URL.canParse(address, base)) return whole;
  if (isImport && depth >= DEEPEST_IMPORT) return whole;
  const url = new URL(address, base);
  const file = await context.loader.load(url, isImport ? 'style' : guessDestination(url), context.page);
  if (!file) return whole;
  const data = isImport ? await inlineImport(file, context, depth) : toDataUrl(file, url.hash);
  return `${isImport ? '@import ' : ''}url("${data}")`;
}

async function inlineImport(file: LoadedFile, context: StyleContext, depth: number): Promise<string> {
  const css = await inlineStyle(decodeText(file.bytes, file.headers), file.url, context, depth + 1);
  return `data:text/css;charset=utf-8,${encodeURIComponent(css)}`;
}

function guessDestination({ pathname }: URL): 'font' | 'image' {
  return /\.(woff2?|ttf|otf|eot)$/i.test(pathname) ? 'font' : 'image';
}

function toDataUrl({ bytes, headers }: LoadedFile, hash: string): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:${mediaType(headers) || 'application/octet-stream'};base64,${btoa(binary)}${hash}`;
}
