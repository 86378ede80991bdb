/** The terminal's screen: xterm, in the colours of the page. A chunk of its own. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Screen } from '@xterm/xterm';
import sheet from '@xterm/xterm/css/xterm.css?inline';
import type { Terminal } from '../model/terminal.ts';

/** Opens a screen in an element and a shell on it; returns how to close both. */
export function openScreen(element: HTMLElement, terminal: Terminal): () => void {
  const style = document.createElement('style');
  style.textContent = sheet;
  const place = document.createElement('div');
  element.append(style, place);
  const screen = new Screen({ ...readLook(element), cursorBlink: false, screenReaderMode: true, convertEol: false });
  const fit = new FitAddon();
  screen.loadAddon(fit);
  screen.open(place);
  fit.fit();
  const disconnect = terminal.connect({ cols: screen.cols, rows: screen.rows }, (text) => screen.write(text));
  screen.onData((text) => terminal.type(text));
  screen.onResize((size) => terminal.resize(size));
  // Tab is for the shell; Escape, then Tab leaves it, as in the editor.
  screen.attachCustomKeyEventHandler((event) => {
    if (event.type === 'keydown' && event.key === 'Escape') element.closest<HTMLElement>('[data-pane]')?.focus();
    return true;
  });
  const observer = new ResizeObserver(() => fit.fit());
  observer.observe(element);
  screen.focus();
  return () => {
    observer.disconnect();
    disconnect();
    screen.dispose();
    element.replaceChildren();
  };
}

function readLook(element: HTMLElement) {
  const look = getComputedStyle(element);
  return {
    fontFamily: look.fontFamily,
    fontSize: Number.parseFloat(look.fontSize),
    theme: {
      background: look.backgroundColor,
      foreground: look.color,
      cursor: look.color,
      cursorAccent: look.backgroundColor,
      selectionBackground: look.outlineColor,
    },
  };
}
