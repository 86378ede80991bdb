/** The terminal's screen: xterm, in the colours of the page. A chunk of its own. */
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal as Screen } from '@xterm/xterm';
import sheet from '@xterm/xterm/css/xterm.css?inline';
import { COLOURS } from '../model/ansi-text.ts';
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
  const endFollowing = followTheme(() => {
    screen.options.theme = readTheme(element);
  });
  screen.focus();
  return () => {
    observer.disconnect();
    endFollowing();
    disconnect();
    screen.dispose();
    element.replaceChildren();
  };
}

function readLook(element: HTMLElement) {
  const { fontFamily, fontSize } = getComputedStyle(element);
  return { fontFamily, fontSize: Number.parseFloat(fontSize), theme: readTheme(element) };
}

/** The colours that the page has now, those of printed text for what programs colour. */
function readTheme(element: HTMLElement): ITheme {
  const look = getComputedStyle(element);
  const probe = document.createElement('span');
  element.append(probe);
  const colourOf = (name: string) => {
    probe.className = `ws-ansi-${name}`;
    return getComputedStyle(probe).color;
  };
  const ansi = COLOURS.flatMap((name) => {
    const bright = `bright${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return [name, bright].map((key) => [key, colourOf(name)] as const);
  });
  probe.remove();
  return {
    background: look.backgroundColor,
    foreground: look.color,
    cursor: look.color,
    cursorAccent: look.backgroundColor,
    selectionBackground: look.outlineColor,
    ...Object.fromEntries(ansi),
  };
}

/** Calls `onChange` when the learner or the system chooses the other theme; returns how to end that. */
function followTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const choice = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  choice.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    choice.disconnect();
  };
}
