/** The components that lessons and tasks are written with, and what each takes. */

/** What a component takes. */
export interface ComponentRules {
  /** Attribute names; a list means only these values are known, `flag` that it has no value. */
  readonly attributes: Readonly<Record<string, 'text' | 'flag' | readonly string[]>>;
  readonly required?: readonly string[];
  /** Children elements it must have once each. */
  readonly children?: readonly string[];
  /** The elements it must be directly in one of. */
  readonly parents?: readonly string[];
  /** How it is written, for messages. */
  readonly example: string;
}

const SIDE_BY_SIDE = '<SideBySide> with one <Node>…</Node> and one <Django>…</Django>';

/** Components of the task of an exercise. */
export const TASK_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  SideBySide: { attributes: {}, children: ['Node', 'Django'], example: SIDE_BY_SIDE },
  Node: { attributes: {}, parents: ['SideBySide'], example: SIDE_BY_SIDE },
  Django: { attributes: {}, parents: ['SideBySide'], example: SIDE_BY_SIDE },
  Aside: {
    attributes: { kind: ['note', 'warning', 'deeper', 'source'], title: 'text' },
    example: '<Aside kind="note" title="…">…</Aside> (kinds: note, warning, deeper, source)',
  },
};

/** Components of a lesson. */
export const LESSON_COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  ...TASK_COMPONENTS,
  Exercise: { attributes: { id: 'text' }, required: ['id'], example: '<Exercise id="hello-server" />' },
  Predict: {
    attributes: {
      id: 'text',
      ask: ['order', 'pick', 'write', 'number'],
      find: 'text',
      tolerance: 'text',
      unit: 'text',
    },
    required: ['id', 'ask'],
    children: ['Answer'],
    example:
      '<Predict id="…" ask="order">question, program, <Answer>…</Answer></Predict> (ask: order, pick, write, number)',
  },
  Quiz: {
    attributes: { id: 'text', select: ['one', 'several'] },
    required: ['id'],
    example: '<Quiz id="…">question, <Choice why="…">…</Choice>, <Choice right why="…">…</Choice></Quiz>',
  },
  Parsons: {
    attributes: { id: 'text' },
    required: ['id'],
    children: ['Answer'],
    example: '<Parsons id="…">task, output, <Answer>…</Answer></Parsons>',
  },
  Choice: {
    attributes: { prints: 'text', why: 'text', right: 'flag' },
    parents: ['Predict', 'Quiz'],
    example: '<Choice why="…">…</Choice> in a <Quiz>, <Choice prints="…">…</Choice> in a <Predict>',
  },
  Answer: {
    attributes: {},
    parents: ['Predict', 'Parsons'],
    example: '<Answer>…</Answer> in a <Predict> or <Parsons>: what is seen afterwards',
  },
};
