export interface ActivityListener {
  readonly visibility: (visible: boolean) => void;
  readonly activity: (active: boolean) => void;
  readonly network: (online: boolean) => void;
}

/** Without a touch, a key or a movement for this long a person counts as idle. */
const IDLE_AFTER_MS = 60_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Follows whether the page is seen, used, and on a network; gives the function that stops following. */
export function followPage(listener: ActivityListener): () => void {
  const ended = new AbortController();
  const options = { signal: ended.signal, passive: true };
  let active = true;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      active = false;
      listener.activity(false);
    }, IDLE_AFTER_MS);
    if (!active) {
      active = true;
      listener.activity(true);
    }
  };
  for (const sign of SIGNS_OF_LIFE) {
    window.addEventListener(sign, alive, options);
  }
  const look = (): void => listener.visibility(document.visibilityState === 'visible');
  document.addEventListener(
    'visibilitychange',
    () => {
      look();
      alive();
    },
    options,
  );
  // A page that is put aside (for going back to it, or to save power) does not run, whatever it looked like before.
  const putAside = (): void => listener.visibility(false);
  window.addEventListener('pagehide', putAside, options);
  document.addEventListener('freeze', putAside, options);
  window.addEventListener('pageshow', look, options);
  document.addEventListener('resume', look, options);
  window.addEventListener('online', () => listener.network(true), options);
  window.addEventListener('offline', () => listener.network(false), options);
  look();
  listener.network(navigator.onLine);
  alive();
  return () => {
    ended.abort();
    clearTimeout(idle);
  };
}
