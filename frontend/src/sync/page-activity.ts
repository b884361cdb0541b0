export interface ActivityListener {
  readonly visibility: (visible: boolean) => void;
  readonly activity: (active: boolean) => void;
  readonly network: (online: boolean) => void;
  /** The device slept while the page was to be seen. */
  readonly woken: () => void;
}

/** Without a touch, a key or a movement for this long a person counts as idle. */
const IDLE_AFTER_MS = 60_000;
/** A device that sleeps says so to nobody: this does not happen in time, then. */
const BEAT_MS = 5_000;
/** Later than any busy page would be. */
const SLEPT_MS = 15_000;
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
  const stopBeat = followSleep(listener.woken);
  look();
  listener.network(navigator.onLine);
  alive();
  return () => {
    ended.abort();
    stopBeat();
    clearTimeout(idle);
  };
}

/** RT40. The timers of a hidden page are slow anyway, and it looks at everything when it is seen again. */
function followSleep(woken: () => void): () => void {
  let lastSeenAt: number | null = null;
  const beat = setInterval(() => {
    const now = document.visibilityState === 'visible' ? Date.now() : null;
    if (now !== null && lastSeenAt !== null && now - lastSeenAt > SLEPT_MS) {
      woken();
    }
    lastSeenAt = now;
  }, BEAT_MS);
  return () => clearInterval(beat);
}
