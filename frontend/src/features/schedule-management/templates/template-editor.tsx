import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import type { Template } from '@openslot/shared/contracts/templates';
import type { FormEvent } from 'react';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { useSchedule } from '../schedule-context.ts';
import type { VisitTypeChoice } from '../windows/visit-type-choices.ts';
import { templateChanges } from './template-changes.ts';
import type { TemplateDraft } from './template-draft.ts';
import { TemplatePreview } from './template-preview.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { editable, useTemplateForm } from './use-template-form.ts';
import { WeekFields } from './week-fields.tsx';

interface Props {
  readonly title: string;
  readonly initial: TemplateDraft;
  readonly live: Template | null;
  readonly types: readonly VisitTypeChoice[];
  readonly onSaved: (templates: readonly Template[], saved: Template | undefined) => void;
  /** Null for hours that were not saved yet. */
  readonly onRemove: (() => void) | null;
  /** Leaves the editor of new hours. */
  readonly onCancel: (() => void) | null;
}

/** Edits weekly hours: their first date and the windows of seven days. */
export function TemplateEditor({ title, initial, live, types, onSaved, onRemove, onCancel }: Props) {
  const { today, write } = useSchedule();
  const form = useTemplateForm({ initial, live, onSaved });
  const { draft, errors, theirs } = form;
  const isNew = draft.id === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <Paper withBorder bg="var(--surface-card)" p={{ base: 'md', sm: 'lg' }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Title order={2}>{title}</Title>
          {(theirs !== undefined || form.isGone) && (
            <StaleAlert
              theirs={
                theirs === undefined
                  ? []
                  : templateChanges(form.base, editable(theirs, today), types).map(
                      ({ day, before, after }) => `${day}: ${before} → ${after}`,
                    )
              }
              removed={form.isGone}
              busy={write.busy}
              onLoadTheirs={() => (form.isGone ? form.discard() : form.loadTheirs())}
              onSaveMine={() => void form.saveOverTheirs()}
              onMerge={form.isGone ? undefined : form.mergeTheirs}
            />
          )}
          {theirs === undefined && !form.isGone && (
            <ProblemAlert problem={form.problem} shown={['effectiveFrom']} />
          )}
          <TextInput
            type="date"
            label="In force from"
            description={
              isNew || draft.effectiveFrom > today
                ? 'Until the day before, the earlier hours stay as they are.'
                : 'Days that are over keep the hours they had.'
            }
            maw="18rem"
            required
            min={today}
            value={draft.effectiveFrom}
            error={errors.effectiveFrom}
            onChange={(event) => form.edit({ ...draft, effectiveFrom: event.currentTarget.value })}
          />
          <WeekFields draft={draft} errors={errors} types={types} onEdit={form.edit} />
          {errors.rows.size > 0 && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              Some windows need a look before this can be saved.
            </Text>
          )}
          {form.previewed !== null && <TemplatePreview edit={form.previewed} />}
          <Group justify="space-between">
            {onRemove === null ? (
              <span />
            ) : (
              <Button variant="subtle" color="red" onClick={onRemove}>
                Remove these hours
              </Button>
            )}
            <Group gap="xs">
              {onCancel !== null && (
                <Button variant="default" onClick={onCancel}>
                  Cancel
                </Button>
              )}
              {form.dirty && onCancel === null && (
                <Button variant="default" onClick={form.discard}>
                  Discard changes
                </Button>
              )}
              <Button type="submit" disabled={!form.dirty && !isNew} loading={write.busy}>
                Save weekly hours
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard dirty={form.dirty} text="The weekly hours were changed and not saved yet." />
    </Paper>
  );
}
