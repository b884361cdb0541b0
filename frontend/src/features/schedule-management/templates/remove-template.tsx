import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Template } from '@openslot/shared/contracts/templates';
import { useState } from 'react';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { TemplatePreview } from './template-preview.tsx';
import { removedFrom, useRemoveTemplate } from './use-remove-template.ts';

interface Props {
  readonly template: Template | null;
  readonly onRemoved: (templates: readonly Template[]) => void;
  readonly onClose: () => void;
}

/** Says what goes with weekly hours before they go, and offers to undo it where that brings back the same. */
export function RemoveTemplate({ template, onRemoved, onClose }: Props) {
  const { today, write } = useSchedule();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const remove = useRemoveTemplate({
    onRemoved: (templates) => {
      onRemoved(templates);
      close();
    },
    onRefused: setProblem,
  });
  const first = template === null ? today : removedFrom(template, today);
  return (
    <Modal opened={template !== null} onClose={close} title="Remove these weekly hours?">
      <Stack>
        <ProblemAlert problem={problem} />
        <Text size="sm">
          From {dateRange(first, first)} on these hours no longer count. The past stays as it was.
        </Text>
        {template !== null && (
          <TemplatePreview edit={{ templateId: template.id, version: template.version }} />
        )}
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
