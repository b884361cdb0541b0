import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Toast } from '../state/toasts-store.ts';
import { useServices } from './services-context.ts';

const LOOKS = {
  info: { color: 'sea', icon: <IconRefresh size={18} aria-hidden /> },
  success: { color: 'sea', icon: <IconCheck size={18} aria-hidden /> },
  error: { color: 'red', icon: <IconAlertCircle size={18} aria-hidden /> },
} as const;

/** Shows what is in the toasts store. Toasts never take the focus; they are read out politely. */
export function ToastOutlet() {
  const { toasts } = useServices().stores;
  const shown = useRef(new Set<string>());
  useEffect(() => {
    const reconcile = (): void => {
      const wanted = toasts.getState().toasts;
      for (const toast of wanted.filter(({ id }) => !shown.current.has(id))) {
        shown.current.add(toast.id);
        present(toast, () => {
          shown.current.delete(toast.id);
          toasts.getState().dismiss(toast.id);
        });
      }
      for (const id of shown.current) {
        if (!wanted.some((toast) => toast.id === id)) {
          notifications.hide(id);
        }
      }
    };
    reconcile();
    return toasts.subscribe(reconcile);
  }, [toasts]);
  return null;
}

function present(toast: Toast, onClose: () => void): void {
  const { color, icon } = LOOKS[toast.tone ?? 'info'];
  const act = (): void => {
    toast.action?.run();
    notifications.hide(toast.id);
  };
  notifications.show({
    id: toast.id,
    title: toast.title,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">{toast.text}</Text>
        {toast.action && (
          <Button size="compact-sm" variant="light" onClick={act}>
            {toast.action.label}
          </Button>
        )}
      </Group>
    ),
    color,
    icon,
    autoClose: toast.durationMs ?? 6000,
    withBorder: true,
    role: toast.tone === 'error' ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': 'Dismiss' },
    onClose,
  });
}
