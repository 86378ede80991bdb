/** Bundled by `src/site/frame-scripts.ts`. */
declare module '*?frame-script' {
  const text: string;
  export default text;
}
