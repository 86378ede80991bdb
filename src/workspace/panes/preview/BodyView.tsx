/** The body of a message: JSON laid out, text as it is, or bytes. */
import { useSignal } from '@preact/signals';
import { decodeText, mediaType } from '../../../preview/document/content-kind.ts';
import type { HttpHeaders } from '../../../runtimes/runtime.ts';
import { describeBytes } from '../../model/describe-run.ts';

type Form = 'pretty' | 'text' | 'hex';

const FORM_NAMES: Readonly<Record<Form, string>> = { pretty: 'Pretty', text: 'Text', hex: 'Hex' };

export interface BodyViewProps {
  readonly bytes: Uint8Array;
  readonly headers: HttpHeaders;
}

export function BodyView({ bytes, headers }: BodyViewProps) {
  const chosen = useSignal<Form | undefined>(undefined);
  if (bytes.length === 0) return <p class="ws-body-size">No body.</p>;
  const pretty = prettyJson(bytes, headers);
  const forms: readonly Form[] = pretty === undefined ? ['text', 'hex'] : ['pretty', 'text', 'hex'];
  const form = chosen.value ?? (isBinary(bytes) ? 'hex' : (forms[0] ?? 'text'));
  const text = form === 'hex' ? hexDump(bytes) : form === 'pretty' ? pretty : decodeText(bytes, headers);
  return (
    <div class="ws-body">
      <div class="ws-body-forms">
        {forms.map((name) => (
          <button
            key={name}
            type="button"
            class="ts-button ts-button-quiet"
            aria-pressed={name === form}
            onClick={() => (chosen.value = name)}
          >
            {FORM_NAMES[name]}
          </button>
        ))}
        <span class="ws-body-size">
          {mediaType(headers)} {describeBytes(bytes.length)}
        </span>
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
      >
        {text}
      </pre>
    </div>
  );
}

function prettyJson(bytes: Uint8Array, headers: HttpHeaders): string | undefined {
  try {
    return JSON.stringify(JSON.parse(decodeText(bytes, headers)), undefined, 2);
  } catch {
    return undefined;
  }
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1024).includes(0);
}

const BYTES_PER_LINE = 16;
/** More lines than that nobody reads. */
const MOST_HEX_BYTES = 8192;

/** `00000010  48 65 6c …  |Hel…|`, as hexdump prints it. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < Math.min(bytes.length, MOST_HEX_BYTES); start += BYTES_PER_LINE) {
    const part = [...bytes.subarray(start, start + BYTES_PER_LINE)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${start.toString(16).padStart(8, '0')}  ${hex.padEnd(BYTES_PER_LINE * 3 - 1)}  |${text}|`);
  }
  if (bytes.length > MOST_HEX_BYTES) lines.push('…');
  return lines.join('\n');
}
