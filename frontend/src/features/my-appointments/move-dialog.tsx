import { Alert, Modal } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { deviceTimeZone } from '../../lib/format.ts';
import { useMoveForm } from '../../sync/use-move-form.ts';
import { MoveForm } from '../../ui/move/move-form.tsx';

interface Props {
  /** The visit that is to be moved; null closes the dialog. */
  readonly appointment: Appointment | null;
  /** The same visit as it is now; null when it is no longer among the upcoming ones. */
  readonly current: Appointment | null;
  readonly onClose: () => void;
}

/** A patient's way to another time with the same doctor. */
export function MoveDialog({ appointment, current, onClose }: Props) {
  return (
    <Modal opened={appointment !== null} onClose={onClose} title="Move this visit">
      {appointment !== null &&
        (current === null ? (
          <Alert color="yellow" title="This visit was changed meanwhile">
            It is over or was cancelled.
          </Alert>
        ) : (
          <Move key={current.id} appointment={current} onClose={onClose} />
        ))}
    </Modal>
  );
}

function Move({ appointment, onClose }: { readonly appointment: Appointment; readonly onClose: () => void }) {
  const timeZone = appointment.mode === 'in_person' ? appointment.timeZone : deviceTimeZone();
  const form = useMoveForm(appointment, timeZone, onClose);
  return <MoveForm appointment={appointment} timeZone={timeZone} onBack={onClose} {...form} />;
}
