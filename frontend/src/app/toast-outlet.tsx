import { Button, CloseButton } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Toast } from '../state/toasts-store.ts';
import { useServices } from './services-context.ts';
import classes from './toast-outlet.module.css';

const ICONS = { info: IconRefresh, success: IconCheck, error: IconAlertCircle } as const;
const DURATION_MS = 6000;

/** Shows what is in the toasts store. Toasts never take the focus; they are read out politely, errors at once. */
export function ToastOutlet() {
  const { toasts } = useServices().stores;
  const shown = useStore(toasts, (state) => state.toasts);
  return (
    <section className={classes.outlet} aria-label="Messages">
      <div aria-live="polite">
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={() => toasts.getState().dismiss(toast.id)} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const [held, setHeld] = useState(false);
  const { id, title, text, tone = 'info', action, durationMs = DURATION_MS } = toast;
  const { toasts } = useServices().stores;
  useEffect(() => {
    if (held) {
      return undefined;
    }
    // Begins anew after being read: who reaches for a button gets the whole time again.
    const timer = setTimeout(() => toasts.getState().dismiss(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs, toasts]);
  const Icon = ICONS[tone];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only keeps the message on screen
    <div
      className={classes.toast}
      data-tone={tone}
      role={tone === 'error' ? 'alert' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes.icon} aria-hidden>
        <Icon size={18} />
      </span>
      <div className={classes.texts}>
        <p className={classes.title}>{title}</p>
        {text !== undefined && <p className={classes.text}>{text}</p>}
        {action !== undefined && (
          <Button
            size="compact-md"
            variant="light"
            mt={6}
            onClick={() => {
              action.run();
              onClose();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <CloseButton aria-label="Dismiss" onClick={onClose} />
    </div>
  );
}
