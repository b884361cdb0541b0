import { Button, Group, Stack, Text } from '@mantine/core';
import { type StaffMember, updateStaff } from '@openslot/shared/contracts/staff';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';

interface Props {
  readonly member: StaffMember;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Asks before somebody is signed out everywhere. */
export function DisableStaff({ member, onClose, onSaved }: Props) {
  const { api, stores } = useServices();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const disable = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api.call(updateStaff, { params: { userId: member.id }, body: { disabled: true } });
      stores.toasts.getState().show({ tone: 'success', title: 'Sign-in disabled', text: member.name });
      onSaved();
    } catch (error) {
      setProblem(toApiError(error).problem);
      setBusy(false);
    }
  };
  return (
    <Stack>
      <ProblemAlert problem={problem} />
      <Text>
        {member.name} is signed out everywhere within moments and cannot sign in until enabled again. A
        doctor’s schedule and visits stay as they are.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button color="red.9" loading={busy} onClick={() => void disable()}>
          Disable
        </Button>
      </Group>
    </Stack>
  );
}
