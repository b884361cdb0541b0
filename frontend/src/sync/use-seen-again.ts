import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** Changes each minute while the page is seen and at once when it is seen again: for lists of what nobody watches (RT25). */
export function useSeenAgain(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const again = () => setCount((before) => before + 1);
    const follow = () => {
      clearInterval(timer);
      if (document.visibilityState === 'visible') {
        timer = setInterval(again, MINUTE_MS);
      }
    };
    const onVisibility = () => {
      follow();
      if (document.visibilityState === 'visible') {
        again();
      }
    };
    follow();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, []);
  return count;
}
