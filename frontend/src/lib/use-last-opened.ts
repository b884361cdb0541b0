import { useRef } from 'react';

/**
 * What a dialog shows: `value` while it is open, and the same until it has faded out. `key` changes with every
 * opening, so that no form begins with what another one left behind.
 */
export function useLastOpened<T extends object>(value: T | null): { shown: T | null; key: number } {
  const last = useRef<{ shown: T | null; key: number }>({ shown: null, key: 0 });
  if (value !== null && value !== last.current.shown) {
    last.current = { shown: value, key: last.current.key + 1 };
  }
  return last.current;
}
