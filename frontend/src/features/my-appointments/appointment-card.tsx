import { Badge, Button, Paper, Skeleton, Text } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { Link } from 'react-router';
import { epochMs } from '../../lib/clock.ts';
import {
  deviceTimeZone,
  formatDateLong,
  formatDayOfMonth,
  formatMonthShort,
  formatTime,
  formatZone,
} from '../../lib/format.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import classes from './my-appointments.module.css';

interface Props {
  readonly appointment: Appointment;
  /** Left out when the visit cannot be cancelled. */
  readonly onCancel: ((appointment: Appointment) => void) | undefined;
}

/** One visit. In person its times are those of the place; by video or phone those of the person's device. */
export function AppointmentCard({ appointment, onCancel }: Props) {
  const { doctorId, doctorName, visitTypeName, mode, startsAt, endsAt, status, note } = appointment;
  const timeZone = mode === 'in_person' ? appointment.timeZone : deviceTimeZone();
  const { icon: Icon, place } = VISIT_MODES[mode];
  const isCancelled = status === 'cancelled';
  return (
    <Paper withBorder component="article" className={classes.card} data-cancelled={isCancelled || undefined}>
      <div className={classes.date} aria-hidden>
        <span className={classes.month}>{formatMonthShort(startsAt, timeZone)}</span>
        <span className={classes.day}>{formatDayOfMonth(startsAt, timeZone)}</span>
      </div>
      <div className={classes.body}>
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
        {isCancelled && <Cancelled appointment={appointment} />}
      </div>
      <div className={classes.actions}>
        {onCancel !== undefined && (
          <Button
            variant="default"
            onClick={() => onCancel(appointment)}
            aria-label={`Cancel visit on ${formatDateLong(startsAt, timeZone)}`}
          >
            Cancel visit
          </Button>
        )}
        {onCancel === undefined && (
          <Button component={Link} to={`/book/${doctorId}`} variant="light">
            Book again
          </Button>
        )}
      </div>
    </Paper>
  );
}

function Cancelled({ appointment }: { appointment: Appointment }) {
  const by = appointment.cancelledBy === 'clinic' ? 'Cancelled by the clinic' : 'Cancelled by you';
  return (
    <div>
      <Badge color="gray" variant="light" size="lg" tt="none" fw={550} mt={4}>
        {by}
      </Badge>
      {appointment.cancelReason !== null && (
        <Text size="sm" c="dimmed" mt={4}>
          {appointment.cancelReason}
        </Text>
      )}
    </div>
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
