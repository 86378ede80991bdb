/** Printed text: stdout plain, stderr with a bar and a word. Blocks that are full are not drawn again. */
import { useMemo } from 'preact/hooks';
import type { PrintedText as Printed } from '../../grading/grade.ts';
import { type OutputBlock, toBlocks } from '../model/output-log.ts';

export function PrintedBlocks({ blocks }: { readonly blocks: readonly OutputBlock[] }) {
  return (
    <div class="ws-printed">
      {blocks.map((block) => (
        <PrintedBlock key={block.id} block={block} />
      ))}
    </div>
  );
}

/** Text that is known as a whole, for instance what a test printed. */
export function PrintedText({ printed }: { readonly printed: readonly Printed[] }) {
  const blocks = useMemo(() => toBlocks(printed), [printed]);
  return <PrintedBlocks blocks={blocks} />;
}

function PrintedBlock({ block }: { readonly block: OutputBlock }) {
  // The same element again is not compared: megabytes of it would take long.
  return useMemo(() => drawBlock(block), [block]);
}

function drawBlock({ stream, pieces, lines, isContinuation }: OutputBlock) {
  return (
    <div class={`ws-block ws-${stream}`} data-continuation={isContinuation} style={{ '--ws-lines': String(lines) }}>
      {stream === 'stderr' && !isContinuation && <span class="ws-stream-name">stderr</span>}
      <pre>
        {pieces.map((piece, index) =>
          piece.classes === '' ? (
            piece.text
          ) : (
            <span key={index} class={piece.classes}>
              {piece.text}
            </span>
          ),
        )}
      </pre>
    </div>
  );
}
