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
  document.addEventListener(
    'visibilitychange',
    () => {
      listener.visibility(document.visibilityState === 'visible');
      alive();
    },
    options,
  );
  window.addEventListener('online', () => listener.network(true), options);
  window.addEventListener('offline', () => listener.network(false), options);
  listener.visibility(document.visibilityState === 'visible');
  listener.network(navigator.onLine);
  alive();
  return () => {
    ended.abort();
    clearTimeout(idle);
  };
}
