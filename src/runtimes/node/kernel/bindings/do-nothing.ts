/** For functions of a binding that may do nothing here: each use says why beside it. */
export function doNothing(): void {
  // On purpose.
}
