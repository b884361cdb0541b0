import { Button, Group, Paper, Skeleton, Text } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconArrowBackUp, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { epochMs } from '../../lib/clock.ts';
import {
  deviceTimeZone,
  formatDateLong,
  formatDayOfMonth,
  formatMonthShort,
  formatTime,
  formatZone,
} from '../../lib/format.ts';
import { useMinute } from '../../lib/use-minute.ts';
import { useUndoMove } from '../../sync/use-move-visit.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import { VisitStatusBadge } from '../../ui/visit-status.tsx';
import classes from './my-appointments.module.css';
import { statusWords } from './visit-words.ts';

interface Props {
  readonly appointment: Appointment;
  /** The visit is not the signed-in person's own. */
  readonly isOthers: boolean;
  /** Left out when the visit cannot be cancelled. */
  readonly onCancel: ((appointment: Appointment) => void) | undefined;
  /** Left out when the visit cannot be moved. */
  readonly onMove: ((appointment: Appointment) => void) | undefined;
}

/** One visit. In person its times are those of the place; by video or phone those of the person's device. */
export function AppointmentCard({ appointment, isOthers, ...actions }: Props) {
  const { doctorName, visitTypeName, mode, startsAt, endsAt, status, note, cancelReason } = appointment;
  const now = useMinute(useServices().sync.now);
  const timeZone = zoneOf(appointment);
  const { icon: Icon, place } = VISIT_MODES[mode];
  return (
    <Paper
      withBorder
      component="article"
      className={classes.card}
      data-cancelled={status === 'cancelled' || undefined}
    >
      <div className={classes.date} aria-hidden>
        <span className={classes.month}>{formatMonthShort(startsAt, timeZone)}</span>
        <span className={classes.day}>{formatDayOfMonth(startsAt, timeZone)}</span>
      </div>
      <div className={classes.body}>
        <Group gap="xs" mb={6}>
          <VisitStatusBadge status={status} label={statusWords(appointment, now)} />
          {isOthers && (
            <Text span size="sm" fw={600} className={classes.place}>
              <IconUsers size={16} aria-hidden /> For {appointment.patientName}
            </Text>
          )}
        </Group>
        <Text component="h2" className={classes.when}>
          {formatDateLong(startsAt, timeZone)}, {formatTime(startsAt, timeZone)} –{' '}
          {formatTime(endsAt, timeZone)}
        </Text>
        {timeZone !== deviceTimeZone() && (
          <Text size="sm" c="dimmed">
            {formatZone(timeZone, epochMs(startsAt))}
          </Text>
        )}
        <Text>
          {visitTypeName} with {doctorName}
        </Text>
        <Text size="sm" c="dimmed" className={classes.place}>
          <Icon size={16} aria-hidden /> {place}
        </Text>
        {note !== '' && (
          <Text size="sm" className={classes.note}>
            Your note: {note}
          </Text>
        )}
        {status === 'cancelled' && cancelReason !== null && (
          <Text size="sm" className={classes.note}>
            Reason: {cancelReason}
          </Text>
        )}
      </div>
      <Actions appointment={appointment} {...actions} />
    </Paper>
  );
}

function zoneOf({ mode, timeZone }: Appointment): string {
  return mode === 'in_person' ? timeZone : deviceTimeZone();
}

function Actions({ appointment, onCancel, onMove }: Omit<Props, 'isOthers'>) {
  const { doctorId, startsAt, status } = appointment;
  const date = formatDateLong(startsAt, zoneOf(appointment));
  const what = status === 'requested' ? 'request' : 'visit';
  const undo = useUndoMove(appointment.id);
  return (
    <Group gap="xs" className={classes.actions}>
      {undo !== null && (
        <Button variant="light" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={undo}>
          Undo the move
        </Button>
      )}
      {onMove !== undefined && (
        <Button variant="light" onClick={() => onMove(appointment)} aria-label={`Move ${what} on ${date}`}>
          Move
        </Button>
      )}
      {onCancel !== undefined && (
        <Button
          variant="default"
          onClick={() => onCancel(appointment)}
          aria-label={`Cancel ${what} on ${date}`}
        >
          Cancel {what}
        </Button>
      )}
      {onCancel === undefined && (
        <Button component={Link} to={`/book/${doctorId}`} variant="light">
          Book again
        </Button>
      )}
    </Group>
  );
}

export function AppointmentCardSkeleton() {
  return (
    <Paper withBorder className={classes.card} aria-hidden>
      <Skeleton h={64} w={58} radius="md" />
      <div className={classes.body}>
        <Skeleton h={20} w="min(22rem, 90%)" mb={10} />
        <Skeleton h={15} w="60%" mb={10} />
        <Skeleton h={13} w="35%" />
      </div>
    </Paper>
  );
}
