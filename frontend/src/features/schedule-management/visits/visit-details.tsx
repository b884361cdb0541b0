import { Badge, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { Appointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { formatDateLong, formatTime, formatZone } from '../../../lib/format.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';
import { useSchedule } from '../schedule-context.ts';

interface Props {
  readonly appointment: Appointment;
  readonly onClose: () => void;
}

/** One visit in full, with the way to cancel it. */
export function VisitDetails({ appointment, onDirty, onClose }: Props & { readonly onDirty: () => void }) {
  const [cancelling, setCancelling] = useState(false);
  const { startsAt, endsAt, timeZone } = appointment;
  const facts: readonly (readonly [string, string])[] = [
    ['Patient', appointment.patientName],
    ['Visit', `${appointment.visitTypeName} · ${VISIT_MODES[appointment.mode].label}`],
    ['Date', formatDateLong(startsAt, timeZone)],
    ['Time', `${formatTime(startsAt, timeZone)} – ${formatTime(endsAt, timeZone)}`],
    ['Zone', formatZone(timeZone, Date.parse(startsAt))],
    ['Note', appointment.note === '' ? 'None' : appointment.note],
    [
      'Booked',
      `${formatDateLong(appointment.createdAt, timeZone)}, ${formatTime(appointment.createdAt, timeZone)}`,
    ],
  ];
  return (
    <Stack>
      <Badge color="sea" variant="light" leftSection={<IconCircleCheck size={12} aria-hidden />}>
        Confirmed
      </Badge>
      <Table variant="vertical" withRowBorders={false} layout="fixed">
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w="6rem">{name}</Table.Th>
              <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {cancelling ? (
        <CancelVisit appointment={appointment} onBack={() => setCancelling(false)} onClose={onClose} />
      ) : (
        <Group justify="space-between">
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              setCancelling(true);
              onDirty();
            }}
          >
            Cancel this visit
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface CancelProps extends Props {
  readonly onBack: () => void;
}

function CancelVisit({ appointment, onBack, onClose }: CancelProps) {
  const { write } = useSchedule();
  const { api, stores } = useServices();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const version = currentOf(problem, Appointment)?.version ?? appointment.version;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await write.run(() =>
      api.call(cancelAppointment, {
        params: { appointmentId: appointment.id },
        body: { version, reason: reason.trim() === '' ? null : reason.trim() },
      }),
    );
    if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    } else if (outcome.kind === 'saved') {
      stores.toasts
        .getState()
        .show({ tone: 'success', title: 'Visit cancelled', text: appointment.patientName });
      onClose();
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <ProblemAlert problem={problem} shown={['reason']} />
        <TextInput
          label="Reason for cancelling"
          description="The patient is shown it."
          data-autofocus
          autoFocus
          maxLength={200}
          value={reason}
          error={fieldErrorsOf(problem).reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          The time is offered to patients again. This cannot be undone.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onBack}>
            Keep the visit
          </Button>
          <Button type="submit" color="red.9" loading={write.busy}>
            Cancel the visit
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
