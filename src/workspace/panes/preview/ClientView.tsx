/** A small HTTP client: a request of one's own, and its answer. */
import { useSignal } from '@preact/signals';
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import {
  type BodyKind,
  findBodyProblem,
  readHeaderLines,
  type SentByHand,
  sendByHand,
} from '../../../preview/browser/send-by-hand.ts';
import { describeBytes, describeMs } from '../../model/describe-run.ts';
import type { Workspace } from '../../model/workspace.ts';
import { BodyView } from './BodyView.tsx';
import { originOf } from './PreviewBody.tsx';
import { HeaderList } from './RequestDetails.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
/** How each kind of body is named, and what one looks like. */
const BODY_KINDS: Readonly<Record<BodyKind, readonly [title: string, example: string]>> = {
  json: ['JSON', '{"title": "Emma"}'],
  form: ['Form', 'title=Emma'],
  text: ['Text', 'Any text'],
};
const WITHOUT_BODY = new Set<string>(['GET', 'HEAD']);

export interface ClientViewProps {
  readonly id: string;
  readonly browser: PreviewBrowser;
  readonly workspace: Workspace;
}

export function ClientView({ id, browser, workspace }: ClientViewProps) {
  const method = useSignal<string>('GET');
  const path = useSignal('/');
  const headers = useSignal('');
  const body = useSignal('');
  const bodyKind = useSignal<BodyKind>('json');
  const sent = useSignal<SentByHand | 'sending' | undefined>(undefined);
  const present = browser.front.value.history.present.value?.request.url;
  const origin = present ? new URL(present).origin : originOf(workspace.preview.served.value?.ports[0]);
  const hasBody = !WITHOUT_BODY.has(method.value);
  const bodyProblem = hasBody ? findBodyProblem(body.value, bodyKind.value) : undefined;

  const send = async () => {
    sent.value = 'sending';
    const text = hasBody ? body.value : '';
    sent.value = await sendByHand(
      browser.network,
      { method: method.value, path: path.value, headers: headers.value, body: text, bodyKind: bodyKind.value },
      origin,
    );
  };

  return (
    <div id={id} class="ws-client ws-scroll" role="tabpanel" aria-label="API client">
      <form
        class="ws-client-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="ws-client-line">
          <select
            class="ws-field"
            aria-label="Method"
            value={method.value}
            onChange={(event) => (method.value = event.currentTarget.value)}
          >
            {METHODS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <input
            class="ws-field"
            type="text"
            aria-label="Path"
            spellcheck={false}
            autocapitalize="off"
            value={path.value}
            onInput={(event) => (path.value = event.currentTarget.value)}
          />
          <button type="submit" class="ts-button ts-button-main">
            Send
          </button>
        </div>
        <TextField
          label="Headers"
          placeholder="Content-Type: application/json"
          value={headers.value}
          onInput={(text) => (headers.value = text)}
        />
        {hasBody && (
          <>
            <BodyKinds chosen={bodyKind.value} onChoose={(kind) => (bodyKind.value = kind)} />
            <TextField
              label="Body"
              placeholder={BODY_KINDS[bodyKind.value][1]}
              value={body.value}
              onInput={(text) => (body.value = text)}
            />
          </>
        )}
        {bodyProblem && <p class="ws-bad">{bodyProblem}</p>}
        {readHeaderLines(headers.value).wrong.map((line) => (
          <p key={line} class="ws-bad">
            This line is no header: “{line}”. Write it as Name: value.
          </p>
        ))}
      </form>
      <div aria-live="polite">
        {sent.value === 'sending' ? <p>Waiting for the answer …</p> : sent.value && <Answer sent={sent.value} />}
      </div>
    </div>
  );
}

interface BodyKindsProps {
  readonly chosen: BodyKind;
  readonly onChoose: (kind: BodyKind) => void;
}

function BodyKinds({ chosen, onChoose }: BodyKindsProps) {
  return (
    <label class="ws-client-kind">
      <span>Body as</span>
      <select class="ws-field" value={chosen} onChange={(event) => onChoose(event.currentTarget.value as BodyKind)}>
        {Object.entries(BODY_KINDS).map(([kind, [title]]) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

function TextField({ label, placeholder, value, onInput }: TextFieldProps) {
  return (
    <label class="ws-client-text">
      <span>{label}</span>
      <textarea
        class="ws-field"
        rows={2}
        spellcheck={false}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

function Answer({ sent }: { readonly sent: SentByHand }) {
  if ('failure' in sent) return <p class="ws-bad">{sent.failure}</p>;
  const { status, statusText, headers, bytes, ms } = sent;
  return (
    <div class="ws-client-answer">
      <p class="ws-client-status">
        <strong>
          {status} {statusText}
        </strong>
        <span class="ws-ms">
          {describeMs(ms)}, {describeBytes(bytes.length)}
        </span>
      </p>
      <BodyView bytes={bytes} headers={headers} />
      <HeaderList title="Headers" headers={headers} />
    </div>
  );
}
