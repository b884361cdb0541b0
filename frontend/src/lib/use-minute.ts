import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** Epoch ms of the current minute by `now`; the component renders again when the minute changes. */
export function useMinute(now: () => number): number {
  const [minute, setMinute] = useState(() => Math.floor(now() / MINUTE_MS));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new minute waits for the next one
  useEffect(() => {
    const current = Math.floor(now() / MINUTE_MS);
    const wait = (current + 1) * MINUTE_MS - now() + 50;
    const timer = setTimeout(() => setMinute(Math.floor(now() / MINUTE_MS)), wait);
    return () => clearTimeout(timer);
  }, [minute, now]);
  return minute * MINUTE_MS;
}
