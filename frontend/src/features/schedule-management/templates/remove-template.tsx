import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { createTemplate, deleteTemplate, type Template } from '@openslot/shared/contracts/templates';
import { addDays } from '@openslot/shared/time/local-date';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { UNDO_MS } from '../undo.ts';
import { TemplatePreview } from './template-preview.tsx';

interface Props {
  readonly template: Template | null;
  readonly onRemoved: (templates: readonly Template[]) => void;
  readonly onClose: () => void;
}

/** New hours have no last date of their own: they are the same only if these had none, or the next ones end them. */
function comesBack({ effectiveTo }: Template, left: readonly Template[]): boolean {
  return effectiveTo === null || left.some(({ effectiveFrom }) => effectiveFrom === addDays(effectiveTo, 1));
}

/** Says what goes with weekly hours before they go, and offers to undo it where that brings back the same. */
export function RemoveTemplate({ template, onRemoved, onClose }: Props) {
  const { doctor, today, write } = useSchedule();
  const { api, stores } = useServices();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const first = template !== null && template.effectiveFrom > today ? template.effectiveFrom : today;
  const restore = async ({ windows }: Template) => {
    const outcome = await write.run((decisions) =>
      api.call(createTemplate, {
        params: { doctorId: doctor.id },
        body: { effectiveFrom: first, windows, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      stores.toasts.getState().show({ tone: 'success', title: 'Weekly hours restored' });
    } else {
      const text = outcome.kind === 'refused' ? outcome.problem.title : 'Booked visits need a decision';
      stores.toasts.getState().show({ tone: 'error', title: 'Not restored', text: `${text}.` });
    }
  };
  const remove = async (removed: Template) => {
    const { id, version } = removed;
    const outcome = await write.run((decisions) =>
      api.call(deleteTemplate, {
        params: { doctorId: doctor.id, templateId: id },
        body: { version, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      onRemoved(outcome.value.templates);
      close();
      const isUndoable = comesBack(removed, outcome.value.templates);
      stores.toasts.getState().show({
        title: 'Weekly hours removed',
        text: `from ${dateRange(first, first)} on`,
        ...(isUndoable && {
          durationMs: UNDO_MS,
          action: { label: 'Undo', run: () => void restore(removed) },
        }),
      });
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
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
