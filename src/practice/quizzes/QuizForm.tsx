/** A quiz: choose, check, and read of each choice why it is right or not. */
import { useState } from 'preact/hooks';
import type { Quiz, QuizChoice } from '../../course/question.ts';
import type { QuestionHost } from '../questions/question-host.ts';
import { Verdict } from '../questions/Verdict.tsx';
import { markQuiz, type QuizMarking } from './mark-quiz.ts';

export interface QuizFormProps {
  readonly question: Quiz;
  /** Absent while the page is made. */
  readonly host?: QuestionHost;
}

export function QuizForm({ question, host }: QuizFormProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [marking, setMarking] = useState<QuizMarking>();
  const [trouble, setTrouble] = useState('');

  function check(event: Event): void {
    event.preventDefault();
    if (chosen.size === 0) {
      setTrouble('Choose first.');
      return;
    }
    const marked = markQuiz(question, chosen);
    const given = [...chosen].sort((a, b) => a - b).map((index) => String(index + 1));
    host?.record({ outcome: marked.outcome, given });
    setMarking(marked);
    host?.reveal();
  }

  function choose(index: number, isChosen: boolean): void {
    const others = question.select === 'one' ? [] : [...chosen].filter((other) => other !== index);
    setTrouble('');
    setChosen(new Set(isChosen ? [...others, index] : others));
  }

  return (
    <form class="question-form" onSubmit={check}>
      {marking && <Verdict outcome={marking.outcome} verdict={marking.verdict} />}
      <fieldset class="choices">
        <legend class={question.select === 'one' ? 'ts-visually-hidden' : 'choices-legend'}>
          {question.select === 'one' ? 'Choose one' : 'Choose all that are right'}
        </legend>
        {question.choices.map((choice, index) => (
          <Choice
            key={index}
            choice={choice}
            isMarked={marking !== undefined}
            name={question.id}
            type={question.select === 'one' ? 'radio' : 'checkbox'}
            isChosen={chosen.has(index)}
            onChange={(isChosen) => choose(index, isChosen)}
          />
        ))}
      </fieldset>
      {!marking && (
        <p class="question-actions">
          <button type="submit" class="ts-button ts-button-main">
            Check the answer
          </button>
        </p>
      )}
      <p class="question-trouble" role="alert">
        {trouble}
      </p>
    </form>
  );
}

interface ChoiceProps {
  readonly choice: QuizChoice;
  readonly isMarked: boolean;
  readonly isChosen: boolean;
  readonly name: string;
  readonly type: 'radio' | 'checkbox';
  readonly onChange: (isChosen: boolean) => void;
}

function Choice({ choice: { html, why, isRight }, isMarked, isChosen, name, type, onChange }: ChoiceProps) {
  return (
    <div class="choice-with-why" data-mark={isMarked ? (isRight ? 'right' : 'wrong') : undefined}>
      <label class="choice">
        <input
          type={type}
          name={name}
          checked={isChosen}
          disabled={isMarked}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        {/* Made from the author's Markdown when the site is built */}
        <span dangerouslySetInnerHTML={{ __html: html }} />
      </label>
      {isMarked && (
        <p class="choice-why">
          <strong>
            {isRight ? '✓ Right.' : '✗ Not right.'}
            {isChosen && ' You chose it.'}
          </strong>{' '}
          {/* Made from the author's Markdown when the site is built */}
          <span dangerouslySetInnerHTML={{ __html: why }} />
        </p>
      )}
    </div>
  );
}
