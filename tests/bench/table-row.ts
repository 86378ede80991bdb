/** Prints a line of a table: a name, then cells aligned to the right. */
export function row(name: string, ...cells: (string | number)[]): void {
  console.log(name.padEnd(44) + cells.map((cell) => String(cell).padStart(13)).join(''));
}
