import { satteri } from '@astrojs/markdown-satteri';
import { describe, expect, it } from 'vitest';
import { accessibleTables } from '../../src/site/accessible-tables.ts';
import { codeBlockTransformers, languageAliases } from '../../src/site/code-blocks.ts';
import { codeTheme } from '../../src/site/code-theme.ts';
import { siteLinks } from '../../src/site/site-links.ts';

async function render(markdown: string): Promise<string> {
  const processor = satteri({ hastPlugins: [siteLinks('/course'), accessibleTables] });
  const renderer = await processor.createRenderer({
    syntaxHighlight: 'shiki',
    shikiConfig: {
      theme: codeTheme,
      themes: {},
      langs: [],
      langAlias: languageAliases,
      wrap: false,
      transformers: codeBlockTransformers,
    },
  });
  return (await renderer.render(markdown)).code;
}

describe('fenced code', () => {
  it('becomes a figure with its file name', async () => {
    expect(await render('```js title="server.js"\nlisten();\n```')).toMatch(
      /<figure class="code"><figcaption>server\.js<\/figcaption><pre[^>]* aria-label="server\.js"/,
    );
  });

  it('without file name is named by its language', async () => {
    const html = await render('```python\nprint()\n```');
    expect(html).toContain('aria-label="Python code"');
    expect(html).not.toContain('figcaption');
  });

  it('takes its colours from tokens, so that it follows the theme', async () => {
    expect(await render('```js\nconst a = 1;\n```')).toMatch(/style="color:\s?var\(--ts-code-keyword\)"/);
  });

  it('in Django templates has both its parts highlighted', async () => {
    const html = await render('```django\n<h1>{% if plant %}</h1>\n```');
    expect(html).toContain('aria-label="Django template code"');
    expect(html).toMatch(/--ts-code-type\)">h1/);
    expect(html).toMatch(/--ts-code-keyword\)">\s*if/);
  });

  it('marks lines, and lines that are added and removed', async () => {
    const html = await render('```js {1}\na();\nb(); // [!code ++]\nc(); // [!code --]\n```');
    expect(html).toContain('class="line highlighted"');
    expect(html).toContain('class="line diff add"');
    expect(html).toContain('class="line diff remove"');
    expect(html).not.toContain('[!code');
  });
});

describe('links', () => {
  it('within the site get the path under which the site lives', async () => {
    expect(await render('[Models](/lessons/models/#keys)')).toContain('href="/course/lessons/models/#keys"');
  });

  it('to other places and within the page stay as they are', async () => {
    const html = await render('[a](https://example.org/) [b](#top) [c](//example.org/)');
    expect(html).toContain('href="https://example.org/"');
    expect(html).toContain('href="#top"');
    expect(html).toContain('href="//example.org/"');
  });
});

describe('tables', () => {
  it('are in a region that the keyboard can scroll', async () => {
    expect(await render('| a | b |\n|---|---|\n| 1 | 2 |')).toMatch(/<div class="table" tabindex="0"[^>]*>\s*<table>/);
  });

  it('have no header without text', async () => {
    const html = await render('| | b |\n|---|---|\n| 1 | 2 |');
    expect(html.match(/<th[ >]/g)).toHaveLength(1);
  });
});
