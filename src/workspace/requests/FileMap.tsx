/** The request as Django's three parts: which files were the model, the view and the template of it, and how much they did. */
import type { RequestSpan } from '../../runtimes/trace.ts';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { mapFiles, type Part, type Participant } from './map-files.ts';
import { Place } from './Place.tsx';
import { projectTexts } from './project-texts.ts';
import { describeSpanMs, textOf, textsOf } from './read-spans.ts';

interface PartWords {
  readonly letter: string;
  readonly title: string;
  /** What it does for a request. */
  readonly job: string;
  /** Said when nothing of it took part. */
  readonly none: string;
}

const PART_WORDS: Readonly<Record<Part, PartWords>> = {
  middleware: {
    letter: '',
    title: 'Middleware',
    job: 'Around everything: in from the top, out from the bottom.',
    none: 'No middleware is installed.',
  },
  urls: { letter: 'U', title: 'URLs', job: 'Chooses the view.', none: 'No URL was looked up.' },
  view: { letter: 'V', title: 'View', job: 'Decides what the answer is.', none: 'No view was called.' },
  model: { letter: 'M', title: 'Model', job: 'Asks the database.', none: 'No table was asked.' },
  template: { letter: 'T', title: 'Template', job: 'Makes the page.', none: 'No template was rendered.' },
};

export interface FileMapProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function FileMap({ workspace, request: { trace } }: FileMapProps) {
  const participants = mapFiles(trace, projectTexts(workspace));
  const cardOf = (part: Part) => (
    <PartCard
      workspace={workspace}
      part={part}
      participants={participants.filter((participant) => participant.part === part)}
    />
  );
  return (
    <section
      class="ws-mvt ws-scroll"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="Files that took part"
    >
      {cardOf('middleware')}
      <div class="ws-mvt-inner">
        {cardOf('urls')}
        {cardOf('view')}
        {cardOf('model')}
        {cardOf('template')}
      </div>
      <p class="ws-mvt-note">
        Files that took part are marked <span class="ws-took-part" aria-hidden="true" /> in the list of files.
      </p>
    </section>
  );
}

interface PartCardProps {
  readonly workspace: Workspace;
  readonly part: Part;
  readonly participants: readonly Participant[];
}

function PartCard({ workspace, part, participants }: PartCardProps) {
  const { letter, title, job, none } = PART_WORDS[part];
  return (
    <section class="ws-mvt-card" data-part={part} data-took-part={participants.length > 0}>
      <h2>
        {letter !== '' && (
          <span class="ws-mvt-letter" aria-hidden="true">
            {letter}
          </span>
        )}
        {title}
      </h2>
      <p>{participants.length > 0 ? job : none}</p>
      <ul>
        {participants.map((participant) => (
          <li key={participant.name}>
            <span class="ws-break">{nameOf(participant)}</span>
            <span class="ws-mvt-facts">{describeWork(participant)}</span>
            {participant.source && <Place workspace={workspace} location={participant.source} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Django's middleware by its class: what stands before it is the same for most. */
function nameOf({ part, name, spans: [first] }: Participant): string {
  if (part === 'middleware') return name.split('.').at(-1) ?? name;
  if (part === 'urls') return describeMatch(first);
  return name;
}

/** Templates beside it that took part through it. */
function describeRelatives(span: RequestSpan | undefined): readonly string[] {
  if (!span) return [];
  return ['extends', 'includes'].flatMap((name) => textsOf(span, name).map((other) => `${name} ${other}`));
}

/** Which of how many patterns fitted. */
function describeMatch(span: RequestSpan | undefined): string {
  const route = span && textOf(span, 'route');
  const tried = span ? textsOf(span, 'patternsTried').length : 0;
  if (span && route === undefined && !('route' in (span.details ?? {}))) return `none of ${tried} patterns fitted`;
  return `${route ? `“${route}”` : 'the empty path'} fitted, ${tried} tried`;
}

function describeWork({ part, spans, ms }: Participant): string {
  if (part === 'middleware') return '';
  const time = describeSpanMs(ms);
  if (part === 'template') return [time, ...describeRelatives(spans[0])].join(', ');
  const unit = part === 'model' ? ['query', 'queries'] : ['time', 'times'];
  if (part !== 'model' && spans.length === 1) return time;
  return `${spans.length} ${spans.length === 1 ? unit[0] : unit[1]}, ${time}`;
}
