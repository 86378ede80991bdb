import type { AsyncWrap, HandleWrap } from './async-wrap.ts';

/** The handles (`uv_handle_t`) and requests (`uv_req_t`) of a program: what keeps its loop alive. */
export interface HandleRegistry {
  /** Added by `HandleWrap` when it is made, taken out when its close callback runs. */
  readonly handles: Set<HandleWrap>;
  /** Requests under way, for `process.getActiveResourcesInfo()`; whoever starts and ends one keeps this. */
  readonly requests: Set<AsyncWrap>;
  /** Whether a handle that is active and referenced exists. */
  keepsAlive(): boolean;
}

export function createHandleRegistry(): HandleRegistry {
  const handles = new Set<HandleWrap>();
  return {
    handles,
    requests: new Set(),
    keepsAlive() {
      for (const handle of handles) if (handle.referenced && !handle.closed && handle.active) return true;
      return false;
    },
  };
}
