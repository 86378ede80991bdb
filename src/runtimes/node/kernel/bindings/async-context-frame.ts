import type { BindingFactory } from '../kernel.ts';

/** The context that AsyncLocalStorage reads (Node.js src/async_context_frame.cc). */
export const createAsyncContextFrameBinding: BindingFactory = ({ asyncState }) => ({
  getContinuationPreservedEmbedderData: () => asyncState.contextFrame,
  setContinuationPreservedEmbedderData(frame: unknown) {
    asyncState.contextFrame = frame;
  },
});
