import { Alert, Stack } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconClockX } from '@tabler/icons-react';
import type { MoveFormStart } from '../../../../sync/use-move-form.ts';
import { MoveVisit } from '../../visits/move-visit.tsx';
import { useLiveVisit } from '../../visits/use-live-visit.ts';

/** What the move dialog begins with after a drop that could not be: `problem` is what the server said of it. */
export interface MoveStart extends MoveFormStart {
  /** Why the place of the drop cannot be, as the calendar saw it. */
  readonly note: string | null;
}

interface Props {
  readonly appointment: Appointment;
  readonly start: MoveStart;
  readonly onClose: () => void;
}

/** Another time for a visit that was dropped where it cannot be. */
export function MoveDialog({ appointment: dropped, start, onClose }: Props) {
  const appointment = useLiveVisit(dropped, null);
  return (
    <Stack>
      {start.note !== null && (
        <Alert role="alert" color="yellow" icon={<IconClockX aria-hidden />} title={start.note}>
          The visit is where it was. Choose another time for it.
        </Alert>
      )}
      <MoveVisit appointment={appointment} start={start} onBack={onClose} onMoved={onClose} />
    </Stack>
  );
}
