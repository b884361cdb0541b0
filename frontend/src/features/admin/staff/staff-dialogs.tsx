import { Modal } from '@mantine/core';
import { mailInvitation } from '@openslot/shared/contracts/staff';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { useLastOpened } from '../../../lib/use-last-opened.ts';
import { OneTimeLink } from '../../../ui/one-time-link.tsx';
import { DisableStaff } from './disable-staff.tsx';
import { InviteForm } from './invite-form.tsx';
import type { StaffTask } from './staff-task.ts';

interface Props {
  readonly task: StaffTask | null;
  readonly onTask: (task: StaffTask) => void;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function titleOf(task: StaffTask): string {
  switch (task.kind) {
    case 'invite':
      return 'Invite somebody';
    case 'link':
      return `Link for ${task.invited.member.name}`;
    case 'disable':
      return `Disable ${task.member.name}?`;
  }
}

/** The dialog of the staff list. */
export function StaffDialogs({ task, onTask, onClose, onSaved }: Props) {
  const { api } = useServices();
  const { shown, key } = useLastOpened(task);
  const [dirty, setDirty] = useState(false);
  const close = () => {
    setDirty(false);
    onClose();
  };
  return (
    <Modal
      opened={task !== null}
      onClose={close}
      title={shown === null ? '' : titleOf(shown)}
      // A link is shown once: a stray click must not take it away.
      closeOnClickOutside={!dirty && shown?.kind !== 'link'}
    >
      {shown?.kind === 'invite' && (
        <InviteForm
          key={key}
          doctorId={shown.doctorId}
          onDirty={() => setDirty(true)}
          onClose={close}
          onInvited={(invited) => {
            onSaved();
            onTask({ kind: 'link', invited });
          }}
        />
      )}
      {shown?.kind === 'link' && (
        <OneTimeLink
          url={shown.invited.inviteUrl}
          expiresAt={shown.invited.expiresAt}
          name={shown.invited.member.name}
          onMail={() => api.call(mailInvitation, { params: { userId: shown.invited.member.id } })}
          onClose={close}
        />
      )}
      {shown?.kind === 'disable' && (
        <DisableStaff
          key={key}
          member={shown.member}
          onClose={close}
          onSaved={() => {
            onSaved();
            close();
          }}
        />
      )}
    </Modal>
  );
}
