/** `import text from './entry.ts?frame-script'`: a bundled script as text, for a frame that can load nothing. */
import { build } from 'esbuild';
import type { Plugin } from 'vite';

const SUFFIX = '?frame-script';

export function frameScripts(): Plugin {
  return {
    name: 'twinstack:frame-scripts',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return undefined;
      const entry = id.slice(0, -SUFFIX.length);
      const { outputFiles, metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        minify: true,
        format: 'iife',
        target: 'es2023',
        logLevel: 'warning',
      });
      for (const file of Object.keys(metafile.inputs)) this.addWatchFile(file);
      return `export default ${JSON.stringify(outputFiles[0]?.text ?? '')};`;
    },
  };
}
