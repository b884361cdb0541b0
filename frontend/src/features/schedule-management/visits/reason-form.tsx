import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { type FormEvent, useState } from 'react';
import { fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import type { VisitActions } from './use-visit-action.ts';

interface Props {
  readonly appointment: Appointment;
  readonly kind: 'cancel' | 'decline';
  readonly actions: VisitActions;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const TEXTS = {
  cancel: { label: 'Reason for cancelling', back: 'Keep the visit', send: 'Cancel the visit' },
  decline: { label: 'Reason for declining', back: 'Back', send: 'Decline the request' },
} as const;

/** Ends a visit, or a request of one, with words for the patient. Without them a request cannot be declined. */
export function ReasonForm({ appointment, kind, actions, onBack, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { label, back, send } = TEXTS[kind];
  const words = reason.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isMissing = kind === 'decline' && words === '';
    setMissing(isMissing);
    if (!isMissing && (await actions.run(appointment, kind, words === '' ? null : words)) !== null) {
      onDone();
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <ProblemAlert problem={actions.problem} shown={['reason']} />
        <TextInput
          label={label}
          description="The patient is shown it."
          required={kind === 'decline'}
          data-autofocus
          autoFocus
          maxLength={200}
          value={reason}
          error={
            missing && words === ''
              ? 'Say why: the patient is told it.'
              : fieldErrorsOf(actions.problem).reason
          }
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          The time is offered to patients again. This cannot be undone.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onBack}>
            {back}
          </Button>
          <Button type="submit" color="red.9" loading={actions.busy === kind}>
            {send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
