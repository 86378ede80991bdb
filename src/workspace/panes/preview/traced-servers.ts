/** The servers of a run, with traces named so that the log of requests can find them after the run, too. */
import type { Servers } from '../../../preview/browser/servers.ts';
import type { Workspace } from '../../model/workspace.ts';

/** The log outlives the run; a trace's own id does not. */
export function openTracedServers({ engine, requests }: Pick<Workspace, 'engine' | 'requests'>): Servers {
  const nameTrace = (id: string | undefined) => (id === undefined ? {} : { traceId: requests.keyOf(id, 'run') });
  return {
    request: async (request) => {
      const response = await (await engine.acquire()).request(request);
      return { ...response, ...nameTrace(response.traceId) };
    },
    openWebSocket: async (request, events) => {
      const runtime = await engine.acquire();
      if (!runtime.openWebSocket) throw new Error('This runtime cannot open WebSockets.');
      const socket = await runtime.openWebSocket(request, events);
      return {
        protocol: socket.protocol,
        headers: socket.headers,
        ...nameTrace(socket.traceId),
        send: (message) => socket.send(message),
        close: (code, reason) => socket.close(code, reason),
      };
    },
  };
}
