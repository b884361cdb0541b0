import { Button, Skeleton, Stack } from '@mantine/core';
import { listTemplates, type Template } from '@openslot/shared/contracts/templates';
import { addDays } from '@openslot/shared/time/local-date';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import { useVisitTypeChoices } from '../windows/use-visit-type-choices.ts';
import type { VisitTypeChoice } from '../windows/visit-type-choices.ts';
import { RemoveTemplate } from './remove-template.tsx';
import { newDraft } from './template-draft.ts';
import { TemplateEditor } from './template-editor.tsx';
import { TemplateList } from './template-list.tsx';
import { type TemplateTimeline, templateTimeline } from './template-timeline.ts';
import classes from './templates.module.css';
import { SAVED } from './unsaved-guard.tsx';
import { editable } from './use-template-form.ts';

const NEW = 'new';

function titleOf(template: Template, today: string): string {
  return template.effectiveFrom <= today
    ? 'Weekly hours now'
    : `Weekly hours from ${dateRange(template.effectiveFrom, template.effectiveFrom)}`;
}

/** The weekly hours of a doctor: those in force, those that follow, and how they were. */
export function TemplatesPanel() {
  const { doctor, today, version } = useSchedule();
  const { api } = useServices();
  const read = useRead(
    doctor.id,
    (signal) => api.call(listTemplates, { signal, params: { doctorId: doctor.id } }),
    version,
  );
  const types = useVisitTypeChoices();
  if (read.value === undefined || types.value === undefined) {
    const failed = [read, types].find(({ status }) => status === 'failed');
    return failed !== undefined ? (
      <ProblemAlert problem={failed.problem} onRetry={failed.reload} />
    ) : (
      <Stack aria-label="Loading" role="status">
        <Skeleton h={64} radius="lg" />
        <Skeleton h={420} radius="lg" />
      </Stack>
    );
  }
  return (
    <Stack>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      <Timeline templates={read.value.templates} types={types.value} today={today} reload={read.reload} />
    </Stack>
  );
}

interface TimelineProps {
  readonly templates: readonly Template[];
  readonly types: readonly VisitTypeChoice[];
  readonly today: string;
  readonly reload: () => void;
}

function NoHoursYet({ today }: { today: string }) {
  return (
    <EmptyState
      icon={<IconClock size={32} aria-hidden />}
      title="No weekly hours yet"
      text={`Patients can book once there are weekly hours, from ${dateRange(today, today)} or later.`}
      action={
        <Button component={Link} to="?tab=hours&template=new">
          Add weekly hours
        </Button>
      }
    />
  );
}

function Timeline({ templates: read, types, today, reload }: TimelineProps) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  // What a save answers is newer than what was read before it.
  const [saved, setSaved] = useState<{ from: readonly Template[]; templates: readonly Template[] } | null>(
    null,
  );
  const templates = saved !== null && saved.from === read ? saved.templates : read;
  const timeline = templateTimeline(templates, today);
  const chosenId = search.get('template');
  const editableOnes = [...(timeline.current === null ? [] : [timeline.current]), ...timeline.future];
  const chosen = editableOnes.find(({ id }) => id === chosenId) ?? editableOnes[0] ?? null;
  const isNew = chosenId === NEW;
  const [removing, setRemoving] = useState<Template | null>(null);

  const onSaved = (next: readonly Template[], template: Template | undefined) => {
    setSaved({ from: read, templates: next });
    reload();
    if (isNew) {
      void navigate(`?tab=hours&template=${template?.id ?? ''}`, { replace: true, state: SAVED });
    }
  };
  if (chosen === null && !isNew) {
    return <NoHoursYet today={today} />;
  }
  return (
    <div className={classes.panel}>
      <TemplateList
        timeline={timeline}
        chosen={isNew ? null : (chosen?.id ?? null)}
        today={today}
        types={types}
      />
      {isNew || chosen === null ? (
        <TemplateEditor
          key={NEW}
          title="New weekly hours"
          initial={draftAfter(timeline, today)}
          live={null}
          types={types}
          onSaved={onSaved}
          onRemove={null}
          onCancel={() => void navigate('?tab=hours')}
        />
      ) : (
        <TemplateEditor
          key={chosen.id}
          title={titleOf(chosen, today)}
          initial={editable(chosen, today)}
          live={chosen}
          types={types}
          onSaved={onSaved}
          onRemove={() => setRemoving(chosen)}
          onCancel={null}
        />
      )}
      <RemoveTemplate
        template={removing}
        onRemoved={(next) => setSaved({ from: read, templates: next })}
        onClose={() => setRemoving(null)}
      />
    </div>
  );
}

/** New hours begin as a copy of the latest ones, a week from now or after the last planned change. */
function draftAfter({ current, future }: TemplateTimeline, today: string) {
  const latest = future.at(-1) ?? current;
  const soonest = current === null && future.length === 0 ? today : addDays(today, 7);
  const after = latest === null ? soonest : addDays(latest.effectiveFrom, 1);
  const [, first = soonest] = [soonest, after].sort();
  return newDraft(first, latest?.windows ?? WEEKDAYS);
}

const WEEKDAYS = [1, 2, 3, 4, 5].map((dayOfWeek) => ({
  dayOfWeek,
  start: '09:00',
  end: '17:00',
  maxSessions: null,
}));
