/** What a prediction is given with. */
import { useState } from 'preact/hooks';
import type { Prediction } from '../../course/question.ts';
import { OrderList } from '../order/OrderList.tsx';
import type { OrderLine } from '../order/order-lines.ts';

export interface PredictionInputProps {
  readonly question: Prediction;
  readonly given: readonly string[];
  readonly onChange: (given: readonly string[]) => void;
}

export function PredictionInput(props: PredictionInputProps) {
  switch (props.question.ask) {
    case 'order':
      return <OrderInput {...props} />;
    case 'pick':
      return <PickInput {...props} />;
    case 'number':
      return <NumberInput {...props} />;
    case 'write':
      return <TextInput {...props} />;
  }
}

function OrderInput({ question, onChange }: PredictionInputProps) {
  const [lines, setLines] = useState<readonly OrderLine[]>(() =>
    (question.lines ?? []).map((text, index) => ({ key: String(index), text, depth: 0 })),
  );
  return (
    <OrderList
      id={question.id}
      label="Lines of the output, in your order"
      lines={lines}
      depth="fixed"
      onChange={(ordered) => {
        setLines(ordered);
        onChange(ordered.map(({ text }) => text));
      }}
    />
  );
}

function PickInput({ question, given, onChange }: PredictionInputProps) {
  return (
    <fieldset class="choices">
      <legend class="ts-visually-hidden">Your prediction</legend>
      {question.choices?.map(({ prints, html }) => (
        <label key={prints} class="choice">
          <input
            type="radio"
            name={question.id}
            value={prints}
            required
            checked={given[0] === prints}
            onChange={() => onChange([prints])}
          />
          {/* Made from the author's Markdown when the site is built */}
          <span dangerouslySetInnerHTML={{ __html: html }} />
        </label>
      ))}
    </fieldset>
  );
}

function NumberInput({ question: { unit }, given, onChange }: PredictionInputProps) {
  return (
    <label class="question-value">
      <span>Your prediction</span>
      <span>
        <input
          type="number"
          step="any"
          inputMode="decimal"
          required
          value={given[0] ?? ''}
          onInput={({ currentTarget }) => onChange([currentTarget.value])}
        />
        {unit && ` ${unit}`}
      </span>
    </label>
  );
}

function TextInput({ given, onChange }: PredictionInputProps) {
  return (
    <label class="question-value">
      <span>Your prediction, as the program prints it</span>
      <textarea
        rows={2}
        required
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        value={given[0] ?? ''}
        onInput={({ currentTarget }) => onChange([currentTarget.value])}
      />
    </label>
  );
}
