import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { deleteTemplate, type Template } from '@openslot/shared/contracts/templates';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';

interface Props {
  readonly template: Template | null;
  readonly onRemoved: (templates: readonly Template[]) => void;
  readonly onClose: () => void;
}

/** Asks before weekly hours go: there is no undo, as patients lose what they could book. */
export function RemoveTemplate({ template, onRemoved, onClose }: Props) {
  const { doctor, today, write } = useSchedule();
  const { api } = useServices();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const remove = async ({ id, version }: Template) => {
    const outcome = await write.run((decisions) =>
      api.call(deleteTemplate, {
        params: { doctorId: doctor.id, templateId: id },
        body: { version, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      onRemoved(outcome.value.templates);
      close();
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
  const first = template !== null && template.effectiveFrom > today ? template.effectiveFrom : today;
  return (
    <Modal opened={template !== null} onClose={close} title="Remove these weekly hours?">
      <Stack>
        <ProblemAlert problem={problem} />
        <Text size="sm">
          From {dateRange(first, first)} on these hours no longer count. Earlier hours come into force again
          where there are any; otherwise nothing can be booked. The past stays as it was.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={close}>
            Keep them
          </Button>
          <Button
            color="red.9"
            loading={write.busy}
            onClick={() => template !== null && void remove(template)}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
