/**
 * A style sheet that travels with the code it belongs to. As an imported style sheet Astro would put it into the HTML of
 * each page that can load that code.
 */

/** Adds a style sheet to the page. Does nothing when one with this id is there. */
export function attachStyleSheet(id: string, sheet: string): void {
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = sheet;
  document.head.append(style);
}
