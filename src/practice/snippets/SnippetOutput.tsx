/** What a program of a text printed just now, in the place of the output that the page came with. */
import { describeBytes } from '../../workspace/model/describe-run.ts';
import { PrintedBlocks } from '../../workspace/panes/PrintedBlocks.tsx';
import type { SnippetSession } from './snippet-session.ts';

export function SnippetOutput({ session }: { readonly session: SnippetSession }) {
  const run = session.run.value;
  if (!run) return null;
  const cut = run.cutAtBytes;
  return (
    <figure class="code code-output">
      <figcaption>{session.ranVersion.value === 'yours' ? 'Output of your version' : 'Output, just now'}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section class="snippet-printed" tabIndex={0} aria-label="Output">
        <PrintedBlocks blocks={run.blocks} />
        {run.end && run.blocks.length === 0 && <p>It printed nothing.</p>}
        {cut !== undefined && <p>The output was cut here: it is longer than {describeBytes(cut)}.</p>}
      </section>
    </figure>
  );
}
