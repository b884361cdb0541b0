import { Button, Group, Stack, Text } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { actionsFor } from '@openslot/shared/visits/transitions';
import { IconArrowBackUp, IconCalendarPlus, IconCalendarTime } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useServices } from '../../../app/services-context.ts';
import { formatDateShort, formatTime } from '../../../lib/format.ts';
import { useKeptFocus } from '../../../lib/use-kept-focus.ts';
import { useMinute } from '../../../lib/use-minute.ts';
import { useLiveVisit } from '../../../sync/use-live-visit.ts';
import { useUndoMove } from '../../../sync/use-move-visit.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { VisitStatusBadge } from '../../../ui/visit-status.tsx';
import { MoveVisit } from './move-visit.tsx';
import { ReasonForm } from './reason-form.tsx';
import { useVisitAction } from './use-visit-action.ts';
import { VisitButtons } from './visit-buttons.tsx';
import { VisitFacts } from './visit-facts.tsx';

interface Props {
  readonly appointment: Appointment;
  readonly onDirty: () => void;
  readonly onClose: () => void;
}

type Task = 'cancel' | 'decline' | 'move';

/** One visit in full, kept fresh, with everything that can be done to it now. */
export function VisitDetails({ appointment: opened, onDirty, onClose }: Props) {
  const { sync } = useServices();
  const [asked, setAsked] = useState<Task | null>(null);
  const actions = useVisitAction();
  const appointment = useLiveVisit(opened, actions.known);
  const now = useMinute(sync.now);
  const { status, declined, statusAt, timeZone } = appointment;
  const allowed = actionsFor({ status, startsAt: Date.parse(appointment.startsAt) }, 'clinic', now);
  const mayMove = status === 'requested' || status === 'confirmed';
  const task = asked !== null && (asked === 'move' ? mayMove : allowed.includes(asked)) ? asked : null;
  const start = (next: Task) => {
    setAsked(next);
    onDirty();
  };
  const back = () => setAsked(null);
  const area = useRef<HTMLDivElement>(null);
  useKeptFocus(area, `${task}|${status}`);
  return (
    <Stack ref={area} tabIndex={-1} style={{ outline: 'none' }}>
      <Group gap="xs" role="status">
        <VisitStatusBadge status={status} declined={declined} />
        {status !== 'requested' && status !== 'confirmed' && (
          <Text size="sm" c="dimmed">
            since {formatDateShort(statusAt, timeZone)}, {formatTime(statusAt, timeZone)}
          </Text>
        )}
      </Group>
      {task !== 'move' && <VisitFacts appointment={appointment} />}
      {task === 'move' && <MoveVisit appointment={appointment} onBack={back} onMoved={back} />}
      {(task === 'cancel' || task === 'decline') && (
        <ReasonForm appointment={appointment} kind={task} actions={actions} onBack={back} onDone={onClose} />
      )}
      {task === null && (
        <>
          <ProblemAlert problem={actions.problem} />
          <VisitButtons
            allowed={allowed}
            status={status}
            busy={actions.busy}
            onAction={(action) =>
              action === 'cancel' || action === 'decline'
                ? start(action)
                : void actions.run(appointment, action)
            }
            onClose={onClose}
          >
            <MoveButtons appointmentId={appointment.id} onMove={mayMove ? () => start('move') : undefined} />
            <BookAnother appointment={appointment} />
          </VisitButtons>
        </>
      )}
    </Stack>
  );
}

interface MoveProps {
  readonly appointmentId: string;
  /** Left out when the visit cannot be moved any more. */
  readonly onMove: (() => void) | undefined;
}

function MoveButtons({ appointmentId, onMove }: MoveProps) {
  const undo = useUndoMove(appointmentId);
  return (
    <>
      {onMove !== undefined && (
        <Button variant="default" leftSection={<IconCalendarTime size={18} aria-hidden />} onClick={onMove}>
          Move…
        </Button>
      )}
      {undo !== null && (
        <Button variant="light" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={undo}>
          Undo the move
        </Button>
      )}
    </>
  );
}

/** A doctor's way to book (BK16), who searches no patients. */
function BookAnother({ appointment }: { readonly appointment: Appointment }) {
  const { doctorId, visitTypeId, patientId, patientName } = appointment;
  return (
    <Button
      component={Link}
      to={`/book/${doctorId}?visit=${visitTypeId}&for=${patientId}`}
      variant="default"
      leftSection={<IconCalendarPlus size={18} aria-hidden />}
      aria-label={`Book another visit for ${patientName}`}
    >
      Book another visit
    </Button>
  );
}
