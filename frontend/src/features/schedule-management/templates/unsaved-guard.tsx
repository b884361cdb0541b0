import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** State of a navigation that follows a save: nothing is lost, so nothing is asked. */
export const SAVED = { saved: true } as const;

export interface GuardProps {
  readonly dirty: boolean;
  /** What would be lost, as a sentence. */
  readonly text: string;
  /** Whether the input also goes with the tab or dates that are shown, or only with the page. */
  readonly scope?: 'view' | 'page';
  /** They are left behind: whoever keeps them lets go of them. */
  readonly onLeave?: () => void;
}

/** Asks before changes are left behind: for another page or tab of the schedule, or when the window closes. */
export function UnsavedGuard({ dirty, text, scope = 'view', onLeave }: GuardProps) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty &&
      nextLocation.state?.saved !== true &&
      (currentLocation.pathname !== nextLocation.pathname ||
        (scope === 'view' && currentLocation.search !== nextLocation.search)),
  );
  useEffect(() => {
    if (!dirty) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
  const leave = () => {
    onLeave?.();
    blocker.proceed?.();
  };
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      stackId="unsaved"
    >
      <Text size="sm" mb="lg">
        {text}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
          Stay here
        </Button>
        <Button color="red.9" onClick={leave}>
          Leave without saving
        </Button>
      </Group>
    </Modal>
  );
}
