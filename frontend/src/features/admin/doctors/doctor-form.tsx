import { Autocomplete, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import { type FormEvent, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../../app/services-context.ts';
import { AffectedVisitsDialog } from '../../../ui/affected-visits-dialog.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { DoctorVisitTypes } from './doctor-visit-types.tsx';
import { timeZoneOptions } from './time-zones.ts';
import { useDoctorForm } from './use-doctor-form.ts';

interface Props {
  readonly doctor: Doctor | null;
  /** Specialties in use, offered while typing. */
  readonly specialties: readonly string[];
  readonly onDirty: () => void;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const FIELDS = ['name', 'specialty', 'about', 'timeZone'] as const;

function describe(doctor: Doctor): string[] {
  return [
    `${doctor.name}, ${doctor.specialty}`,
    doctor.timeZone,
    doctor.visitTypeIds.length === 1 ? '1 visit type' : `${doctor.visitTypeIds.length} visit types`,
    `${doctor.visitDurations.length} of them with a duration of this doctor`,
    doctor.about === '' ? 'No text for patients' : doctor.about,
  ];
}

/** A doctor's profile: who it is, for patients, and in which zone the weekly hours are written. */
export function DoctorForm({ doctor, specialties, onDirty, onClose, onSaved }: Props) {
  const { stores } = useServices();
  const navigate = useNavigate();
  const zones = useMemo(timeZoneOptions, []);
  const form = useDoctorForm(doctor, (saved) => {
    stores.toasts.getState().show({
      tone: 'success',
      title: doctor === null ? 'Doctor added' : 'Profile saved',
      text: saved.name,
      ...(doctor === null
        ? {
            action: {
              label: 'Set weekly hours',
              run: () => void navigate(`/schedule/${saved.id}?tab=hours`),
            },
          }
        : {}),
    });
    onSaved();
  });
  const { input, errors, theirs } = form;
  const set = (change: Partial<typeof input>) => {
    form.set(change);
    onDirty();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {theirs !== undefined && (
          <StaleAlert
            theirs={describe(theirs)}
            busy={form.busy}
            onLoadTheirs={form.loadTheirs}
            onSaveMine={() => void form.saveOverTheirs()}
          />
        )}
        {theirs === undefined && <ProblemAlert problem={form.problem} shown={FIELDS} />}
        <TextInput
          label="Name"
          required
          data-autofocus
          value={input.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Autocomplete
          label="Specialty"
          required
          data={[...specialties]}
          value={input.specialty}
          error={errors.specialty}
          onChange={(specialty) => set({ specialty })}
        />
        <Textarea
          label="About"
          description="A few sentences for patients."
          autosize
          minRows={2}
          maxRows={8}
          value={input.about}
          error={errors.about}
          onChange={(event) => set({ about: event.currentTarget.value })}
        />
        <Select
          label="Time zone"
          description="Weekly hours are written in this zone."
          required
          searchable
          allowDeselect={false}
          data={zones}
          value={input.timeZone}
          error={errors.timeZone}
          nothingFoundMessage="No such time zone"
          onChange={(timeZone) => set({ timeZone: timeZone ?? '' })}
        />
        <DoctorVisitTypes value={input} errors={errors} onChange={set} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.busy}>
            {doctor === null ? 'Add doctor' : 'Save'}
          </Button>
        </Group>
      </Stack>
      <AffectedVisitsDialog pending={form.write.pending} timeZone={input.timeZone} />
    </form>
  );
}
