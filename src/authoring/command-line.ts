/** What the commands of this folder have in common: how they start and how they fail. */
import { CourseError } from '../course/course-error.ts';

/** Runs a command; what its user can mend becomes a message and exit code 1, everything else is a fault and thrown. */
export async function runCommandLine(command: () => Promise<void>, usage: string): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(describeError(error, usage));
    process.exitCode = 1;
  }
}

function describeError(error: unknown, usage: string): string {
  if (error instanceof CourseError) return `${error.message}\n→ ${error.hint}`;
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (isUsage) return `${error.message}\n\n${usage}`;
  throw error;
}
