/** A line to type into for a program that reads standard input. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';

export interface InputLineProps {
  /** `text` has no line end. */
  readonly onLine: (text: string) => void;
  readonly onEnd: () => void;
}

export function InputLine({ onLine, onEnd }: InputLineProps) {
  const text = useSignal('');
  const id = useId();

  function send(event: Event): void {
    event.preventDefault();
    onLine(text.value);
    text.value = '';
  }

  /** As in a terminal: Ctrl+D on an empty line ends the input. */
  function endOnControlD(event: KeyboardEvent): void {
    if (!event.ctrlKey || event.key.toLowerCase() !== 'd') return;
    event.preventDefault();
    if (text.value === '') onEnd();
  }

  return (
    <form class="ws-input-line" onSubmit={send}>
      <label class="ts-visually-hidden" for={id}>
        Input
      </label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="Input for the program"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={endOnControlD}
      />
      <button type="submit" class="ts-button">
        Send
      </button>
      <button type="button" class="ts-button ts-button-quiet" title="No more input (Ctrl+D)" onClick={onEnd}>
        End input
      </button>
    </form>
  );
}
