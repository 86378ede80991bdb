/** Where a recorded run is shown: beside an editor, or under a prediction in the text of a lesson. */
import type { ComponentChild } from 'preact';
import type { TraceLocation } from '../../runtimes/trace.ts';
import type { Announcer } from '../model/announcer.ts';
import type { TracePlayer } from './trace-player.ts';

export interface TraceStage {
  readonly player: TracePlayer;
  readonly announcer: Pick<Announcer, 'announce'>;
  /** Draws a place of the program, as a button where it can lead there. */
  drawPlace(location: TraceLocation): ComponentChild;
}
