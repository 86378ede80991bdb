/** Over the package's own types, which tell what the instance exports: the build makes bytes of the file. */
declare module 'brotli-dec-wasm/web/bg.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
