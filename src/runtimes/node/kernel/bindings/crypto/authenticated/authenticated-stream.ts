/** An authenticated cipher: additional data first, then chunks, then the tag over all. */
export interface AuthenticatedStream {
  addData(bytes: Uint8Array): void;
  update(bytes: Uint8Array): Uint8Array;
  /** What is still held back. */
  final(): Uint8Array;
  /** 16 bytes; shorter tags are cut from it. */
  tag(): Uint8Array;
}
