/** Export, import, clear: what the learner can do with all that is kept. */
import { useRef, useState } from 'preact/hooks';
import { clearKeptFiles } from '../../progress/kept-files.ts';
import type { Progress } from '../../progress/progress.ts';
import type { ImportReport } from '../../progress/transfer.ts';

/** What came of the last action. */
interface Outcome {
  readonly tone: 'ok' | 'bad';
  readonly text: string;
}

export function ProgressFile({ progress }: { readonly progress: Progress }) {
  const fileInput = useRef<HTMLInputElement>(null);
  const confirmation = useRef<HTMLDialogElement>(null);
  const [outcome, setOutcome] = useState<Outcome>();

  async function importFile(file: File): Promise<void> {
    const text = await file.text();
    setOutcome(describeReport(progress.importAll(text)));
  }

  function clear(): void {
    progress.clearAll();
    void clearKeptFiles();
    confirmation.current?.close();
    setOutcome({ tone: 'ok', text: 'Everything is cleared.' });
  }

  return (
    <section class="progress-file" aria-labelledby="progress-file-title">
      <h2 id="progress-file-title">Your data</h2>
      <p>
        Your code, results and settings are in this browser only. Export them to keep a copy or to go on in another
        browser: importing adds to what is there, and your present code stays among the earlier versions. Databases that
        your programs made are not in the file.
      </p>
      <div class="progress-actions">
        <button
          class="ts-button"
          type="button"
          onClick={() => {
            downloadJson(progress.exportAll());
            setOutcome({ tone: 'ok', text: 'Exported to your downloads.' });
          }}
        >
          Export
        </button>
        <button class="ts-button" type="button" onClick={() => fileInput.current?.click()}>
          Import…
        </button>
        <input
          ref={fileInput}
          type="file"
          accept="application/json,.json"
          aria-label="Exported file to import"
          hidden
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            // Else the same file could not be chosen again.
            currentTarget.value = '';
            if (file) void importFile(file);
          }}
        />
        <button class="ts-button" type="button" onClick={() => confirmation.current?.showModal()}>
          Clear everything…
        </button>
      </div>
      <p class="progress-outcome" role="status" data-tone={outcome?.tone}>
        {outcome?.text}
      </p>
      <dialog ref={confirmation} class="progress-confirmation" aria-labelledby="progress-clear-title">
        <h3 id="progress-clear-title">Clear everything?</h3>
        <p>
          Your code of every exercise, its earlier versions, your results and settings will be gone from this browser.
        </p>
        <div class="progress-actions">
          <button class="ts-button ts-button-main" type="button" onClick={() => confirmation.current?.close()}>
            Keep it
          </button>
          <button class="ts-button" type="button" onClick={clear}>
            Clear everything
          </button>
        </div>
      </dialog>
    </section>
  );
}

function describeReport(report: ImportReport): Outcome {
  if (report.outcome === 'refused') return { tone: 'bad', text: `${report.message} ${report.hint}` };
  const imported = report.imported === 1 ? '1 record imported.' : `${report.imported} records imported.`;
  if (report.skipped.length === 0) return { tone: 'ok', text: imported };
  return { tone: 'bad', text: `${imported} These could not be read and were left out: ${report.skipped.join(', ')}.` };
}

function downloadJson(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `twinstack-progress-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
