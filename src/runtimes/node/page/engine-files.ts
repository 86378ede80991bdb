import { RuntimeError } from '../../runtime.ts';
import type { NodeManifest } from './manifest.ts';

/**
 * Downloads the engine's files into the browser's cache, where the workers find them, and tells how far it is
 * (0 to 1). Rejects with a `RuntimeError`.
 */
export async function downloadEngine(
  baseUrl: URL,
  manifest: NodeManifest,
  onProgress: (progress: number) => void,
): Promise<void> {
  const files = [manifest.library, manifest.kernel];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let received = 0;
  await Promise.all(
    files.map(async ({ file }) => {
      for await (const chunk of readFile(new URL(file, baseUrl))) {
        received += chunk.length;
        onProgress(Math.min(1, received / total));
      }
    }),
  );
}

/** Puts the files that many programs need into the browser's cache; without them, they are loaded when needed. */
export async function downloadUsedSoon(baseUrl: URL, { usedSoon }: NodeManifest): Promise<void> {
  for (const { file } of usedSoon) {
    try {
      const response = await fetch(new URL(file, baseUrl), { priority: 'low' });
      await response.arrayBuffer();
    } catch {
      // The worker that needs it asks again, and says so when it cannot have it.
      return;
    }
  }
}

async function* readFile(url: URL): AsyncGenerator<Uint8Array> {
  const hint = 'Check the connection and try again; if it stays like this, tell whoever runs this site.';
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new RuntimeError('Node.js could not be loaded.', hint, { cause: error });
  }
  if (!response.ok) {
    throw new RuntimeError(`Node.js could not be loaded: the server answered ${response.status}.`, hint);
  }
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (value) yield value;
    if (done) return;
  }
}
