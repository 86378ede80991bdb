/** Steps, plays and scrubs through a recorded run. All of it works with the keyboard. */
import { useEffect } from 'preact/hooks';
import { describeCallback } from './describe-callback.ts';
import { SPEEDS, type Speed } from './trace-player.ts';
import type { TraceStage } from './trace-stage.ts';

export function TraceControls({ stage }: { readonly stage: TraceStage }) {
  const { player, announcer } = stage;
  const count = player.ids.value.length;
  const position = player.position.value;
  const trace = player.trace.value;
  const span = trace?.at(player.current.value);
  const sentence = trace && span ? describeCallback(trace, span) : '';
  const isPlaying = player.isPlaying.value;
  // Who wants less motion steps and drags.
  const mayMove = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (isPlaying) return;
    // The playhead is dragged: what it passes is not read out.
    const timer = setTimeout(() => announcer.announce(sentence), 300);
    return () => clearTimeout(timer);
  }, [sentence, isPlaying, announcer]);
  return (
    <section class="ws-trace-controls" aria-label="Playhead">
      <button type="button" class="ts-button" onClick={() => player.step(-1)} aria-disabled={position === 0}>
        Step back
      </button>
      {mayMove && (
        <button type="button" class="ts-button" onClick={() => (isPlaying ? player.pause() : player.play())}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
      )}
      <button type="button" class="ts-button" onClick={() => player.step(1)} aria-disabled={position >= count - 1}>
        Step
      </button>
      <input
        type="range"
        class="ws-trace-scrubber"
        aria-label="Callback"
        aria-valuetext={sentence}
        min={0}
        max={Math.max(0, count - 1)}
        value={position}
        onInput={({ currentTarget }) => {
          player.pause();
          player.goTo(Number(currentTarget.value));
        }}
      />
      <span class="ws-trace-count">
        {position + 1} of {count}
      </span>
      {mayMove && (
        <label>
          Speed{' '}
          <select
            value={player.speed.value}
            onChange={({ currentTarget }) => player.setSpeed(Number(currentTarget.value) as Speed)}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed} a second
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <input
          type="checkbox"
          checked={player.shown.value === 'all'}
          onChange={({ currentTarget }) => player.show(currentTarget.checked ? 'all' : 'yours')}
        />{' '}
        Node’s own callbacks too
      </label>
    </section>
  );
}
