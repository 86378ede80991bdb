/** What the learner expected beside what came, line by line. */
import type { MarkedRow } from './mark-prediction.ts';

export function LineTable({ rows }: { readonly rows: readonly MarkedRow[] }) {
  return (
    <table class="line-table">
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">You expected</th>
          <th scope="col">It printed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ expected, came }, index) => {
          const isSame = expected === came;
          return (
            <tr key={index} data-same={isSame}>
              <th scope="row">
                <span aria-hidden="true">{isSame ? '✓' : '✗'}</span>
                <span class="ts-visually-hidden">{isSame ? 'the same, ' : 'different, '}</span> {index + 1}
              </th>
              <td>
                <code>{expected ?? '–'}</code>
              </td>
              <td>
                <code>{came ?? '–'}</code>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
