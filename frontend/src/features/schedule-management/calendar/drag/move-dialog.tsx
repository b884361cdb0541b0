import { Alert, Stack } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { IconClockX } from '@tabler/icons-react';
import { useLiveVisit } from '../../../../sync/use-live-visit.ts';
import type { MoveFormStart } from '../../../../sync/use-move-form.ts';
import { MoveVisit } from '../../visits/move-visit.tsx';

/** What the move dialog begins with after a drop that could not be: `problem` is what the server said of it. */
export interface MoveStart extends MoveFormStart {
  /** Why the visit is not where it was dropped. */
  readonly note: { readonly title: string; readonly text: string };
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
      <Alert
        // The form announces what the server said by itself.
        role={start.problem === null ? 'alert' : 'note'}
        color="yellow"
        icon={<IconClockX aria-hidden />}
        title={start.note.title}
      >
        {start.note.text}
      </Alert>
      <MoveVisit appointment={appointment} start={start} onBack={onClose} onMoved={onClose} />
    </Stack>
  );
}
