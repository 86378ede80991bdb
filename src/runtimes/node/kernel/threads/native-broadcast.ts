import type { Natives } from '../natives.ts';
import type { OpenLine } from './broadcast-groups.ts';
import type { CarriedMessage, NativeLinks } from './native-links.ts';

/** Nobody in particular. */
const EVERYBODY = -1;

/** Lines through the browser's own broadcast channels; nobody outside of the run knows their names. */
export function openNativeLine(natives: Natives, links: NativeLinks, runId: string): OpenLine {
  return (name, deliver) => {
    const channel = new natives.BroadcastChannel(`twinstack-node/${runId}/${name}`);
    channel.onmessage = ({ data }) => deliver(links.unpack(data as CarriedMessage, EVERYBODY));
    return {
      // Cloned, not moved: the members of this thread read the same bytes.
      send: (message) => channel.postMessage(links.pack(message, EVERYBODY, [])),
      close: () => channel.close(),
    };
  };
}
