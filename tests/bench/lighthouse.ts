/** Lighthouse's four scores for a page, mobile preset: of several runs the one whose performance is in the middle. */
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { BROWSER_FLAGS, browserPath } from '../../scripts/engine/browser.ts';

/** 0 to 100 each; the audits below full marks by name, for whoever wants to mend them. */
export interface LighthouseScores {
  readonly performance: number;
  /** Of every run, from the lowest up: the simulated phone depends on how busy this machine is. */
  readonly performances: readonly number[];
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly seo: number;
  readonly notPerfect: readonly string[];
}

const DEBUG_PORT = 9333;
const RUNS = 5;

export async function scorePage(url: string): Promise<LighthouseScores> {
  const runs: LighthouseScores[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await scoreOnce(url));
  const [median] = runs.sort((a, b) => a.performance - b.performance).slice(Math.floor(RUNS / 2));
  if (!median) throw new Error('Lighthouse did not run.');
  return { ...median, performances: runs.map(({ performance }) => performance) };
}

async function scoreOnce(url: string): Promise<LighthouseScores> {
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: [...BROWSER_FLAGS, `--remote-debugging-port=${DEBUG_PORT}`],
  });
  try {
    const result = await lighthouse(url, { port: DEBUG_PORT, output: 'json', logLevel: 'error' });
    if (!result) throw new Error(`Lighthouse gave no result for ${url}.`);
    const { categories, audits } = result.lhr;
    const score = (id: string) => Math.round((categories[id]?.score ?? 0) * 100);
    const weighted = Object.values(categories).flatMap((category) =>
      category.auditRefs.filter((ref) => ref.weight > 0).map((ref) => ref.id),
    );
    return {
      performance: score('performance'),
      performances: [],
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      seo: score('seo'),
      notPerfect: weighted.filter((id) => {
        const audit = audits[id];
        return audit?.score !== null && audit?.score !== undefined && audit.score < 0.9;
      }),
    };
  } finally {
    await browser.close();
  }
}
