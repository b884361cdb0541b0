import { Button, Group, Stack, Text } from '@mantine/core';
import { Doctor, deactivateDoctor, reactivateDoctor } from '@openslot/shared/contracts/doctors';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import { useScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { AffectedVisitsDialog } from '../../../ui/affected-visits-dialog.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';

interface Props {
  readonly doctor: Doctor;
  /** What the doctor shall be. */
  readonly active: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Stops or resumes offering a doctor; upcoming visits need a decision each. */
export function DoctorActive({ doctor, active, onClose, onSaved }: Props) {
  const { api, stores } = useServices();
  const write = useScheduleWrite(doctor.id);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  // The person decides on the doctor, not on a profile text: a changed profile does not stop a second try.
  const version = currentOf(problem, Doctor)?.version ?? doctor.version;
  const params = { doctorId: doctor.id };
  const save = async () => {
    const outcome = await write.run((decisions) =>
      active
        ? api.call(reactivateDoctor, { params, body: { version } })
        : api.call(deactivateDoctor, { params, body: { version, decisions } }),
    );
    if (outcome.kind === 'saved') {
      const title = active ? 'Offered again' : 'No longer offered';
      stores.toasts.getState().show({ tone: 'success', title, text: doctor.name });
      onSaved();
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
  return (
    <Stack>
      <ProblemAlert problem={problem} />
      <Text>
        {active
          ? 'Patients find this doctor again and can book the weekly hours at once.'
          : 'Patients no longer find this doctor and cannot book. Nothing is deleted: visits, hours and history stay, and the doctor can be offered again at any time.'}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button {...(active ? {} : { color: 'red.9' })} loading={write.busy} onClick={() => void save()}>
          {active ? 'Reactivate' : 'Deactivate'}
        </Button>
      </Group>
      <AffectedVisitsDialog pending={write.pending} timeZone={doctor.timeZone} />
    </Stack>
  );
}
