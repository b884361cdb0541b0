import { useLocalStorage } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';

export type Shortcut = 't' | 'd' | 'w' | 'j' | 'k' | 'n' | '?';

const TYPING = 'input, textarea, select, [contenteditable="true"]';

/**
 * Single-key shortcuts. They work only while the focus is inside the calendar and can be switched off, so that
 * speech input cannot trigger them by accident (WCAG 2.1.4).
 */
export function useShortcuts(actions: Readonly<Record<Shortcut, () => void>>) {
  const [enabled, setEnabled] = useLocalStorage({ key: 'openslot-calendar-shortcuts', defaultValue: true });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isTyping = event.target instanceof Element && event.target.matches(TYPING);
    if (!enabled || isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = actions[event.key.toLowerCase() as Shortcut];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };
  return { enabled, setEnabled, onKeyDown };
}
