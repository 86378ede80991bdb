import { useEffect, useState } from 'preact/hooks';

/** Whether the page is on its way to paper. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(() => matchMedia('print').matches);
  useEffect(() => {
    const media = matchMedia('print');
    const listening = new AbortController();
    const { signal } = listening;
    media.addEventListener('change', () => setPrinting(media.matches), { signal });
    // It comes before the page is laid out for paper, in every browser.
    addEventListener('beforeprint', () => setPrinting(true), { signal });
    addEventListener('afterprint', () => setPrinting(false), { signal });
    return () => listening.abort();
  }, []);
  return isPrinting;
}
