import { type RefObject, useEffect, useRef } from 'react';

/**
 * When a button goes away with what it did, the focus falls to the page and the place is lost: it comes back to
 * `area` (with `tabIndex={-1}`) whenever `state` has changed. Not to the next button: a second Enter would press it.
 */
export function useKeptFocus(area: RefObject<HTMLElement | null>, state: string): void {
  const before = useRef(state);
  useEffect(() => {
    const isNew = before.current !== state;
    before.current = state;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isNew && isLost) {
      area.current?.focus();
    }
  }, [area, state]);
}
