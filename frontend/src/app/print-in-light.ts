const SCHEME = 'data-mantine-color-scheme';

/** Paper is white: a dark page would be printed as light text on nothing. */
export function printInLight(): void {
  const root = document.documentElement;
  let shown: string | null = null;
  window.addEventListener('beforeprint', () => {
    shown = root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
  });
  window.addEventListener('afterprint', () => {
    if (shown !== null) {
      root.setAttribute(SCHEME, shown);
    }
  });
}
