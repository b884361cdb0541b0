import { Button, Group, Modal, Paper, Skeleton, Stack, Text } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconCheck, IconInbox } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { formatDateLong, formatDateShort, formatTime } from '../../../lib/format.ts';
import { useKeptFocus } from '../../../lib/use-kept-focus.ts';
import type { Read } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { historyText } from '../../../ui/people/history-text.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { VisitStatusBadge } from '../../../ui/visit-status.tsx';
import { ReasonForm } from './reason-form.tsx';
import type { Requests } from './use-requests.ts';
import { useVisitAction } from './use-visit-action.ts';
import classes from './visits.module.css';

interface RowProps {
  readonly appointment: Appointment;
  readonly withDoctor: boolean;
  readonly onDecline: () => void;
  readonly onOpen: (() => void) | undefined;
}

function RequestRow({ appointment, withDoctor, onDecline, onOpen }: RowProps) {
  const actions = useVisitAction();
  const { patientName, patientHistory, startsAt, endsAt, timeZone, createdAt, note } = appointment;
  const before = patientHistory === null ? null : historyText(patientHistory);
  const when = `${formatDateLong(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)} – ${formatTime(endsAt, timeZone)}`;
  const about = `of ${patientName}, ${formatDateShort(startsAt, timeZone)}`;
  return (
    <Paper component="article" withBorder className={classes.request} aria-label={`Request ${about}`}>
      <div className={classes.main}>
        <Group gap="xs" mb={4}>
          <Text fw={650}>{patientName}</Text>
          <VisitStatusBadge status="requested" />
        </Group>
        <Text>{when}</Text>
        <Text size="sm" c="dimmed">
          {appointment.visitTypeName}
          {withDoctor && ` with ${appointment.doctorName}`} · asked {formatDateShort(createdAt, timeZone)},{' '}
          {formatTime(createdAt, timeZone)}
        </Text>
        {before !== null && <Text size="sm">Before: {before}.</Text>}
        {note !== '' && (
          <Text size="sm" className={classes.note}>
            “{note}”
          </Text>
        )}
        <ProblemAlert problem={actions.problem} />
      </div>
      <Group gap="xs" className={classes.buttons}>
        <Button
          leftSection={<IconCheck size={18} aria-hidden />}
          loading={actions.busy === 'approve'}
          aria-label={`Confirm request ${about}`}
          onClick={() => void actions.run(appointment, 'approve')}
        >
          Confirm
        </Button>
        <Button variant="default" aria-label={`Decline request ${about}`} onClick={onDecline}>
          Decline…
        </Button>
        {onOpen !== undefined && (
          <Button variant="subtle" aria-label={`Details of the request ${about}`} onClick={onOpen}>
            Details
          </Button>
        )}
      </Group>
    </Paper>
  );
}

interface Props {
  readonly read: Read<Requests>;
  /** Several doctors' requests are listed: each row says whose. */
  readonly withDoctor?: boolean;
  readonly onOpen?: (appointment: Appointment) => void;
}

/** Visits that patients ask for, each answered with one more click. */
export function RequestsList({ read, withDoctor = false, onOpen }: Props) {
  const [declining, setDeclining] = useState<Appointment | null>(null);
  const items = read.value?.items ?? [];
  const area = useRef<HTMLDivElement>(null);
  useKeptFocus(area, items.map(({ id }) => id).join());
  const hidden = (read.value?.total ?? 0) - items.length;
  return (
    <Stack
      ref={area}
      tabIndex={-1}
      style={{ outline: 'none' }}
      gap="sm"
      aria-busy={read.status === 'loading'}
      aria-live="polite"
    >
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      {read.status === 'loading' && [1, 2].map((row) => <Skeleton key={row} h={110} radius="lg" />)}
      {items.map((appointment) => (
        <RequestRow
          key={appointment.id}
          appointment={appointment}
          withDoctor={withDoctor}
          onDecline={() => setDeclining(appointment)}
          onOpen={onOpen && (() => onOpen(appointment))}
        />
      ))}
      {hidden > 0 && <Text c="dimmed">And {hidden} more.</Text>}
      {read.status === 'ready' && items.length === 0 && (
        <EmptyState
          icon={<IconInbox size={34} stroke={1.4} aria-hidden />}
          title="No open requests"
          text="Visits that need to be confirmed appear here by themselves."
        />
      )}
      <Decline appointment={declining} onClose={() => setDeclining(null)} />
    </Stack>
  );
}

function Decline({
  appointment,
  onClose,
}: {
  readonly appointment: Appointment | null;
  readonly onClose: () => void;
}) {
  const actions = useVisitAction();
  return (
    <Modal opened={appointment !== null} onClose={onClose} title="Decline this request?">
      {appointment !== null && (
        <Stack>
          <Text>
            {appointment.patientName}, {formatDateLong(appointment.startsAt, appointment.timeZone)},{' '}
            {formatTime(appointment.startsAt, appointment.timeZone)}.
          </Text>
          <ReasonForm
            key={appointment.id}
            appointment={appointment}
            kind="decline"
            actions={actions}
            onBack={onClose}
            onDone={onClose}
          />
        </Stack>
      )}
    </Modal>
  );
}
