import { Button, Group, Stack, Text } from '@mantine/core';
import type { Decisions } from '@openslot/shared/contracts/common';
import {
  markUnavailable,
  Unavailability,
  updateUnavailability,
} from '@openslot/shared/contracts/unavailability';
import { type FormEvent, useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { formatZone } from '../../../lib/format.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { type Aside, notSaved } from '../pending/aside.ts';
import { unavailabilityToBe } from '../pending/own-edits.ts';
import { useSchedule } from '../schedule-context.ts';
import {
  draftOfUnavailability,
  inputOf,
  type UnavailabilityDraft,
  type UnavailabilityErrors,
  unavailabilityErrors,
} from './unavailability-draft.ts';
import { UnavailabilityFields } from './unavailability-fields.tsx';
import { periodText } from './unavailability-texts.ts';

interface Props {
  readonly item: Unavailability | null;
  readonly draft: UnavailabilityDraft;
  readonly onClose: () => void;
  readonly onSaving: () => Aside;
}

interface FormProps extends Props {
  readonly onDirty: () => void;
  /** Closes too, but asks first when something was entered. */
  readonly onCancel: () => void;
}

const FIELDS = ['startDate', 'startTime', 'endDate', 'endTime', 'reason'] as const;

function useUnavailabilityForm({ item, draft: first, onSaving }: Props) {
  const { doctor, write, own, open } = useSchedule();
  const { api, stores } = useServices();
  const [draft, setDraft] = useState(first);
  const [base, setBase] = useState(item);
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const found = checked ? unavailabilityErrors(draft) : {};
  const errors: UnavailabilityErrors = { ...fieldErrorsOf(problem), ...found };

  const save = async (over: Unavailability | null) => {
    setChecked(true);
    if (Object.keys(unavailabilityErrors(draft)).length > 0) {
      return;
    }
    const { show } = stores.toasts.getState();
    const input = inputOf(draft);
    const params = { doctorId: doctor.id };
    const send = (decisions: Decisions) =>
      over === null
        ? api.call(markUnavailable, { params, body: { ...input, decisions } })
        : api.call(updateUnavailability, {
            params: { ...params, unavailabilityId: over.id },
            body: { ...input, version: over.version, decisions },
          });
    const aside = onSaving();
    const outcome = await own.during(
      { unavailability: [unavailabilityToBe(input, doctor.timeZone, over)] },
      () => write.run(send),
      ({ unavailability }) => ({ unavailability: [unavailability] }),
    );
    if (outcome.kind === 'saved') {
      show({ title: over === null ? 'Marked unavailable' : 'Unavailability saved', tone: 'success' });
      aside.done();
      return;
    }
    setProblem(outcome.kind === 'refused' ? outcome.problem : null);
    if (!aside.comeBack()) {
      const run = () => open({ kind: 'unavailability', item: over, draft });
      show(notSaved(outcome, run));
    }
  };
  const loadTheirs = (theirs: Unavailability) => {
    setBase(theirs);
    setDraft(draftOfUnavailability(theirs));
    setProblem(null);
  };
  return { draft, setDraft, base, errors, problem, save, loadTheirs };
}

/** Marks a period as unavailable, or edits and removes one. */
export function UnavailabilityForm({ onDirty, onCancel, ...props }: FormProps) {
  const { doctor, write, removeUnavailability } = useSchedule();
  const { draft, setDraft, base, errors, problem, save, loadTheirs } = useUnavailabilityForm(props);
  const theirs = currentOf(problem, Unavailability);
  const isGone = problem?.code === 'not_found' && base !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(base);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          Times in {formatZone(doctor.timeZone, Date.parse(`${draft.startDate || '2026-01-01'}T12:00:00Z`))}.
          Patients cannot book in this period.
        </Text>
        {(theirs !== undefined || isGone) && (
          <StaleAlert
            theirs={theirs === undefined ? [] : [periodText(theirs), theirs.reason ?? 'No reason given']}
            removed={isGone}
            busy={write.busy}
            onLoadTheirs={() => (theirs === undefined ? props.onClose() : loadTheirs(theirs))}
            onSaveMine={() => void save(theirs ?? null)}
          />
        )}
        {theirs === undefined && !isGone && <ProblemAlert problem={problem} shown={FIELDS} />}
        <UnavailabilityFields
          draft={draft}
          errors={errors}
          onChange={(next) => {
            setDraft(next);
            onDirty();
          }}
        />
        <Group justify="space-between" mt="xs">
          {base !== null && !isGone ? (
            <Button
              variant="subtle"
              color="red"
              onClick={() => {
                props.onClose();
                void removeUnavailability(base);
              }}
            >
              Remove
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={write.busy}>
              {base === null ? 'Mark unavailable' : 'Save'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
