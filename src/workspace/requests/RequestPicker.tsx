/** Which of the recorded requests is looked at. The latest is at the top. */
import type { RecordedRequest, RecordedRequests } from '../model/recorded-requests.ts';
import { describeAnswer } from './describe-span.ts';
import { describeSpanMs } from './read-spans.ts';

export function RequestPicker({ requests }: { readonly requests: RecordedRequests }) {
  const chosen = requests.chosen.value;
  const groups = [...Map.groupBy(requests.requests.value.toReversed(), titleGroup)];
  return (
    <label class="ws-request-picker">
      <span class="ts-visually-hidden">Recorded request</span>
      <select
        class="ws-field"
        value={chosen?.key ?? ''}
        onChange={({ currentTarget }) => requests.choose(currentTarget.value)}
      >
        {groups.map(([title, group]) => (
          <optgroup key={title} label={title}>
            {group.map((request) => (
              <option key={request.key} value={request.key}>
                {describeRequest(request)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function titleGroup({ origin: { type, turn } }: RecordedRequest): string {
  return type === 'run' ? `Run ${turn}` : `Check ${turn}`;
}

function describeRequest({ trace }: RecordedRequest): string {
  return `${trace.method} ${trace.path}: ${describeAnswer(trace)}, ${describeSpanMs(trace.ms)}`;
}
