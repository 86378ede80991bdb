import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig, fontProviders } from 'astro/config';
import { accessibleTables } from './src/site/accessible-tables.ts';
import { codeBlockTransformers, languageAliases } from './src/site/code-blocks.ts';
import { codeTheme } from './src/site/code-theme.ts';
import { courseProblems } from './src/site/course-problems.ts';
import { engineFiles } from './src/site/engine-files.ts';
import { frameScripts } from './src/site/frame-scripts.ts';
import { ISOLATION_HEADERS } from './src/site/headers.ts';
import { hostHeaders } from './src/site/host-headers.ts';
import { serviceWorker } from './src/site/service-worker.ts';
import { readSettings } from './src/site/settings.ts';
import { siteLinks } from './src/site/site-links.ts';

const { site, base, webContainer, webContainerKey } = readSettings(process.env);

const fontFile = (family: string, file: string) =>
  `./node_modules/@fontsource-variable/${family}/files/${family}-latin-${file}.woff2`;

const LAZY_PACKAGES = [
  ...['autocomplete', 'commands', 'language', 'merge', 'search', 'state', 'view'].map((name) => `@codemirror/${name}`),
  ...['css', 'html', 'javascript', 'json', 'python'].map((language) => `@codemirror/lang-${language}`),
  '@lezer/highlight',
  '@webcontainer/api',
  '@xterm/addon-fit',
  '@xterm/xterm',
  'acorn',
  'diff',
];

export default defineConfig({
  ...(site && { site }),
  base,
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'always' },
  integrations: [courseProblems(), mdx(), preact(), engineFiles(), serviceWorker(), hostHeaders()],
  server: { headers: { ...ISOLATION_HEADERS } },
  markdown: {
    processor: satteri({ hastPlugins: [siteLinks(base), accessibleTables], features: { smartPunctuation: true } }),
    shikiConfig: { theme: codeTheme, langAlias: languageAliases, transformers: codeBlockTransformers },
  },
  // The size-adjusted fallbacks are in src/styles/fallback-fonts.css: Astro's name no font that Linux has.
  fonts: [
    {
      provider: fontProviders.local(),
      name: 'Literata',
      cssVariable: '--ts-font-text',
      fallbacks: ['Literata fallback', 'Georgia', 'serif'],
      optimizedFallbacks: false,
      options: {
        variants: [
          { src: [fontFile('literata', 'wght-normal')], weight: '200 900', style: 'normal' },
          { src: [fontFile('literata', 'wght-italic')], weight: '200 900', style: 'italic' },
        ],
      },
    },
    {
      provider: fontProviders.local(),
      name: 'Inter',
      cssVariable: '--ts-font-ui',
      fallbacks: ['Inter fallback', 'system-ui', 'sans-serif'],
      optimizedFallbacks: false,
      options: { variants: [{ src: [fontFile('inter', 'wght-normal')], weight: '100 900', style: 'normal' }] },
    },
    {
      provider: fontProviders.local(),
      name: 'JetBrains Mono',
      cssVariable: '--ts-font-code',
      fallbacks: ['JetBrains Mono fallback', 'ui-monospace', 'monospace'],
      optimizedFallbacks: false,
      options: { variants: [{ src: [fontFile('jetbrains-mono', 'wght-normal')], weight: '100 800', style: 'normal' }] },
    },
  ],
  vite: {
    plugins: [frameScripts()],
    // Known at build time: what is switched off leaves no bytes.
    define: {
      'import.meta.env.TWINSTACK_WEBCONTAINER': JSON.stringify(webContainer),
      'import.meta.env.TWINSTACK_WEBCONTAINER_KEY': JSON.stringify(webContainerKey),
    },
    // Astro's MDX modules start with a directive that rolldown reports once per file.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    // The editor's parts are imported when first wanted; found only then, Vite would reload the author's page.
    optimizeDeps: { include: LAZY_PACKAGES },
  },
});
