import { Modal } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import { useState } from 'react';
import { useLastOpened } from '../../../lib/use-last-opened.ts';
import { DoctorActive } from './doctor-active.tsx';
import { DoctorForm } from './doctor-form.tsx';

/** What an admin is doing with a doctor. */
export type DoctorTask =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly doctor: Doctor }
  | { readonly kind: 'deactivate'; readonly doctor: Doctor }
  | { readonly kind: 'reactivate'; readonly doctor: Doctor };

interface Props {
  readonly task: DoctorTask | null;
  readonly specialties: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function titleOf(task: DoctorTask): string {
  switch (task.kind) {
    case 'add':
      return 'Add a doctor';
    case 'edit':
      return `Edit ${task.doctor.name}`;
    case 'deactivate':
      return `Stop offering ${task.doctor.name}?`;
    case 'reactivate':
      return `Offer ${task.doctor.name} again?`;
  }
}

/** The dialog of the doctors list; the focus returns to the row it came from. */
export function DoctorDialogs({ task, specialties, onClose, onSaved }: Props) {
  const { shown, key } = useLastOpened(task);
  const [dirty, setDirty] = useState(false);
  const close = () => {
    setDirty(false);
    onClose();
  };
  const done = () => {
    onSaved();
    close();
  };
  return (
    <Modal
      opened={task !== null}
      onClose={close}
      size="lg"
      title={shown === null ? '' : titleOf(shown)}
      closeOnClickOutside={!dirty}
    >
      {shown !== null &&
        (shown.kind === 'add' || shown.kind === 'edit' ? (
          <DoctorForm
            key={key}
            doctor={shown.kind === 'edit' ? shown.doctor : null}
            specialties={specialties}
            onDirty={() => setDirty(true)}
            onClose={close}
            onSaved={done}
          />
        ) : (
          <DoctorActive
            key={key}
            doctor={shown.doctor}
            active={shown.kind === 'reactivate'}
            onClose={close}
            onSaved={done}
          />
        ))}
    </Modal>
  );
}
