/** The scripts that work inside the container, as text: they are written there when it has booted. */
import eventFile from '../guest/event-file.mjs?raw';
import knownTests from '../guest/known-tests.mjs?raw';
import recordOutput from '../guest/record-output.mjs?raw';
import reportTests from '../guest/report-tests.mjs?raw';
import runCommand from '../guest/run-command.mjs?raw';
import sendRequest from '../guest/send-request.mjs?raw';

/** Relative to the container's working directory: outside of every project. */
export const GUEST_FOLDER = '.twinstack';

export const guestScripts = {
  'event-file.mjs': eventFile,
  'known-tests.mjs': knownTests,
  'record-output.mjs': recordOutput,
  'report-tests.mjs': reportTests,
  'run-command.mjs': runCommand,
  'send-request.mjs': sendRequest,
} as const;

export type GuestScript = keyof typeof guestScripts;

/** The path of a script inside the container whose working directory is `workdir`. */
export function guestPath(workdir: string, script: GuestScript): string {
  return `${workdir}/${GUEST_FOLDER}/${script}`;
}
