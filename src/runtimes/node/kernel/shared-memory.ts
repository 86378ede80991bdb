/** Whether bytes lie in memory that threads share: most functions of a browser refuse them. */
export function isShared({ buffer }: Uint8Array): boolean {
  return typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer;
}
