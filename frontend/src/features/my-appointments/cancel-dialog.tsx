import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type Appointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { actionsFor } from '@openslot/shared/visits/transitions';
import { IconClockExclamation } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { formatDateLong, formatTime } from '../../lib/format.ts';
import { useMinute } from '../../lib/use-minute.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { lateFrom } from './visit-words.ts';

interface Props {
  /** The visit the question is about; null closes the dialog. */
  readonly appointment: Appointment | null;
  /** The same visit as it is now; null when it is no longer among the upcoming ones. */
  readonly current: Appointment | null;
  readonly onClose: () => void;
}

export function CancelDialog({ appointment, current, onClose }: Props) {
  return (
    <Modal
      opened={appointment !== null}
      onClose={onClose}
      title={appointment?.status === 'requested' ? 'Cancel this request?' : 'Cancel this visit?'}
      centered
    >
      {appointment !== null && (
        <CancelForm key={appointment.id} appointment={appointment} current={current} onClose={onClose} />
      )}
    </Modal>
  );
}

function CancelForm({ appointment, current, onClose }: Props & { appointment: Appointment }) {
  const { api, sync, stores } = useServices();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { id, doctorId, doctorName, startsAt, timeZone } = appointment;
  const now = useMinute(sync.now);
  const isOpen =
    current !== null &&
    actionsFor({ status: current.status, startsAt: Date.parse(current.startsAt) }, 'patient', now).includes(
      'cancel',
    );

  const cancel = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body = {
        version: current?.version ?? appointment.version,
        reason: reason.trim() === '' ? null : reason.trim(),
      };
      await sync.write(doctorId, () => api.call(cancelAppointment, { params: { appointmentId: id }, body }));
      stores.toasts.getState().show({
        title: 'Visit cancelled',
        text: 'Its time is free for somebody else now.',
        tone: 'success',
      });
      onClose();
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
      sync.refreshAppointments();
    }
  };

  return (
    <form onSubmit={(event) => void cancel(event)}>
      <Stack gap="md">
        <Text>
          {formatDateLong(startsAt, timeZone)}, {formatTime(startsAt, timeZone)}, with {doctorName}.
        </Text>
        {isOpen && <LateNotice appointment={current} now={now} />}
        {isOpen || busy ? (
          <TextInput
            label="Reason"
            description="Optional; the clinic can read it."
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        ) : (
          <Alert color="yellow" title="This visit was changed meanwhile">
            It was cancelled or is over. Nothing is left to do here.
          </Alert>
        )}
        <ProblemAlert problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {isOpen ? 'Keep the visit' : 'Close'}
          </Button>
          {(isOpen || busy) && (
            <Button type="submit" color="red" loading={busy}>
              Cancel the visit
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Said before it is done, and without a threat: a late cancellation is possible and is written down. */
function LateNotice({ appointment, now }: { readonly appointment: Appointment; readonly now: number }) {
  const from = lateFrom(appointment);
  if (from === null) {
    return null;
  }
  const until = `${formatDateLong(from, appointment.timeZone)}, ${formatTime(from, appointment.timeZone)}`;
  return now < from ? (
    <Text size="sm" c="dimmed">
      Cancelling counts as late from {until} on.
    </Text>
  ) : (
    <Alert color="yellow" icon={<IconClockExclamation aria-hidden />} title="This is a late cancellation">
      The clinic asks to hear of it before {until}. You can still cancel; the clinic notes that it was late.
    </Alert>
  );
}
