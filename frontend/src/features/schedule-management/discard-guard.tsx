import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { type GuardProps, UnsavedGuard } from './templates/unsaved-guard.tsx';

const UNSAVED = 'What you entered here was not saved yet.';

/**
 * Keeps what was entered in a dialog from being lost by a stray Esc or click: `leave` asks first, `close` does not.
 * The dialog must not close on Esc while `asking`, which means the question. (Mantine's `Modal.Stack` does that too, but
 * loses where the focus came from.) What was entered belongs to the `subject` that is open.
 */
export function useDiscardGuard(onClose: () => void, subject: unknown = true) {
  const [dirtyOf, setDirtyOf] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const dirty = dirtyOf !== null && dirtyOf === subject;
  const close = () => {
    setDirtyOf(null);
    setAsking(false);
    onClose();
  };
  return {
    dirty,
    asking,
    onDirty: () => setDirtyOf(subject),
    close,
    leave: () => (dirty ? setAsking(true) : close()),
    stay: () => setAsking(false),
  };
}

type Guard = ReturnType<typeof useDiscardGuard>;

/** The question itself, and the same for whoever leaves the page with the dialog open. */
export function DiscardQuestion({
  guard,
  scope = 'view',
}: Pick<GuardProps, 'scope'> & { readonly guard: Guard }) {
  return (
    <>
      <Modal
        opened={guard.asking}
        onClose={guard.stay}
        // The Esc that asks the question is still on its way when it opens: only one pressed inside it counts.
        closeOnEscape={false}
        onKeyDown={({ key }) => key === 'Escape' && guard.stay()}
        title="Discard what you entered?"
        size="sm"
      >
        <Text size="sm" mb="lg">
          {UNSAVED}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={guard.stay}>
            Keep editing
          </Button>
          <Button color="red.9" onClick={guard.close}>
            Discard
          </Button>
        </Group>
      </Modal>
      {guard.dirty && <UnsavedGuard dirty text={UNSAVED} scope={scope} />}
    </>
  );
}
