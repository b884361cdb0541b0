import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { addMyPatient, listMyPatients } from '@openslot/shared/contracts/patients';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { useRead } from '../../lib/use-read.ts';
import { ChildForm } from '../../ui/people/child-form.tsx';
import type { PatientSelectProps } from './patient-select-props.ts';

/** Oneself, a child, or a child added here. */
export function OwnPatientSelect({ value, error, onChange }: PatientSelectProps) {
  const { api } = useServices();
  const [adding, setAdding] = useState(false);
  const read = useRead('mine', (signal) => api.call(listMyPatients, { signal }));
  const people = read.value?.items ?? [];
  const own = people.find(({ relation }) => relation === 'self')?.id ?? '';
  return (
    <Stack gap={4}>
      <Radio.Group
        label="Who is the visit for?"
        value={value ?? own}
        error={error}
        onChange={(id) => onChange(id === own ? null : id)}
      >
        <Stack gap={10} mt={8}>
          {people.map(({ id, name, relation }) => (
            <Radio key={id} value={id} label={relation === 'self' ? `${name} (me)` : name} />
          ))}
        </Stack>
      </Radio.Group>
      {read.problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)">
          The people you book for could not be read: without a choice the visit is for you.
        </Text>
      )}
      <Group>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Somebody else: add a child
        </Button>
      </Group>
      <Modal opened={adding} onClose={() => setAdding(false)} title="Add a child">
        <Stack>
          <Text size="sm" c="dimmed">
            A child, or somebody else you look after. The visit will be for them.
          </Text>
          <ChildForm
            schema={addMyPatient.body}
            onSave={async (body) => {
              const { patient } = await api.call(addMyPatient, { body });
              read.reload();
              onChange(patient.id);
              setAdding(false);
            }}
            onCancel={() => setAdding(false)}
          />
        </Stack>
      </Modal>
    </Stack>
  );
}
