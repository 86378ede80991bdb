/** What stands after the language of a code fence: ```js title="server.js" {2,4-6} run */

export interface FenceMeta {
  /** The file's name, or what is written above the code. */
  readonly title?: string;
  /** Id of the exercise in whose solution the program runs (`with="…"`). */
  readonly exercise?: string;
  /** Names of attributes that mean nothing. */
  readonly unknown: readonly string[];
  /** Single words and marked lines. */
  readonly words: readonly string[];
}

/** The title of what a program prints. */
export const OUTPUT_TITLE = 'Output';
/** The title of what it printed once and may print otherwise the next time. */
export const ONE_OUTPUT_TITLE = 'Output of one run';

/** Programs of lessons are written in these languages; each belongs to a stack. */
export const PROGRAM_LANGUAGES = { js: 'node', python: 'django' } as const;
export type ProgramLanguage = keyof typeof PROGRAM_LANGUAGES;

/** Whether programs are written in it. */
export function isProgramLanguage(language: string | null | undefined): language is ProgramLanguage {
  return language === 'js' || language === 'python';
}

/** Without a title, a program's file has this name. */
export const DEFAULT_NAMES: Readonly<Record<ProgramLanguage, string>> = { js: 'main.mjs', python: 'main.py' };

/** Attributes and single words, in any order. */
export function readFenceMeta(meta: string): FenceMeta {
  const attributes = new Map<string, string>();
  const rest = meta.replace(/(\w+)="([^"]*)"/g, (_all, name: string, value: string) => {
    attributes.set(name, value);
    return '';
  });
  const title = attributes.get('title');
  const exercise = attributes.get('with');
  return {
    ...(title !== undefined && { title }),
    ...(exercise !== undefined && { exercise }),
    unknown: [...attributes.keys()].filter((name) => name !== 'title' && name !== 'with'),
    words: rest.split(/\s+/).filter(Boolean),
  };
}
