import { Badge } from '@mantine/core';
import type { AppointmentStatus } from '@openslot/shared/contracts/appointments';
import {
  IconChecks,
  IconCircleCheck,
  IconCircleX,
  IconDoorEnter,
  IconHourglassHigh,
  IconStethoscope,
  IconUserOff,
} from '@tabler/icons-react';

interface StatusLook {
  /** One word or two, as staff say it. */
  readonly label: string;
  readonly color: string;
  readonly icon: typeof IconChecks;
}

/** How each status is named and drawn everywhere: always a sign and a word, never a colour alone. */
export const VISIT_STATUSES: Readonly<Record<AppointmentStatus, StatusLook>> = {
  requested: { label: 'Requested', color: 'yellow', icon: IconHourglassHigh },
  confirmed: { label: 'Confirmed', color: 'sea', icon: IconCircleCheck },
  arrived: { label: 'Arrived', color: 'blue', icon: IconDoorEnter },
  in_progress: { label: 'In progress', color: 'grape', icon: IconStethoscope },
  completed: { label: 'Completed', color: 'gray', icon: IconChecks },
  no_show: { label: 'No-show', color: 'orange', icon: IconUserOff },
  cancelled: { label: 'Cancelled', color: 'red', icon: IconCircleX },
};

interface Props {
  readonly status: AppointmentStatus;
  /** It was a request: for staff, too, that is something else than a visit that was cancelled. */
  readonly declined?: boolean;
  /** Other words for the same, for example those for patients. */
  readonly label?: string;
}

/** The status of a visit. */
export function VisitStatusBadge({ status, declined = false, label }: Props) {
  const { label: word, color, icon: Icon } = VISIT_STATUSES[status];
  return (
    <Badge
      color={color}
      variant={status === 'requested' ? 'outline' : 'light'}
      c="var(--mantine-color-text)"
      size="lg"
      tt="none"
      fw={600}
      // The words for patients are longer than a line of a phone.
      h="auto"
      mih="1.75rem"
      py={3}
      maw="100%"
      styles={{
        root: status === 'requested' ? { borderStyle: 'dashed' } : {},
        label: { overflow: 'visible', whiteSpace: 'normal', lineHeight: 1.25, textAlign: 'start' },
      }}
      leftSection={<Icon size={15} aria-hidden />}
    >
      {label ?? (declined ? 'Declined' : word)}
    </Badge>
  );
}
