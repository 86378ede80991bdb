/** What a program of a text printed just now, in the place of the output that the page came with. */
import { describeBytes } from '../../workspace/model/describe-run.ts';
import { PrintedBlocks } from '../../workspace/panes/PrintedBlocks.tsx';
import type { SnippetSession, Version } from './snippet-session.ts';

/** By whose program it was that ran, then by whose is in the editor now. */
const CAPTIONS: Readonly<Record<Version, Readonly<Record<Version, string>>>> = {
  original: { original: 'Output, just now', yours: 'Output of the original' },
  yours: { original: 'Output of your version', yours: 'Output of your version' },
};

export function SnippetOutput({ session }: { readonly session: SnippetSession }) {
  const run = session.run.value;
  if (!run) return null;
  const cut = run.cutAtBytes;
  return (
    <figure class="code code-output">
      <figcaption>{CAPTIONS[session.ranVersion.value][session.version]}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div class="snippet-printed" tabIndex={0} role="log" aria-live="off" aria-label="Output">
        <PrintedBlocks blocks={run.blocks} />
        {run.end && run.blocks.length === 0 && <p>It printed nothing.</p>}
        {cut !== undefined && <p>The output was cut here: it is longer than {describeBytes(cut)}.</p>}
      </div>
    </figure>
  );
}
