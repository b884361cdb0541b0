import { Button, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import { type BookingSettings, readBookingSettings } from '@openslot/shared/contracts/clinic';
import { MAX_HOLD_MINUTES } from '@openslot/shared/contracts/holds';
import type { FormEvent } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { useBookingSettingsForm } from './use-booking-settings-form.ts';

/** How slots are booked in this clinic, whoever they are with. */
export function BookingPanel() {
  const { api } = useServices();
  const read = useRead('booking-settings', (signal) => api.call(readBookingSettings, { signal }));
  if (read.value !== undefined) {
    return <BookingForm initial={read.value} />;
  }
  return read.status === 'failed' ? (
    <ProblemAlert problem={read.problem} onRetry={read.reload} />
  ) : (
    <Skeleton h={200} radius="md" />
  );
}

function settingsText({ holdMinutes, maxUpcomingPerPatient }: BookingSettings): string[] {
  return [
    `A chosen time is held for ${holdMinutes} ${holdMinutes === 1 ? 'minute' : 'minutes'}`,
    maxUpcomingPerPatient === null
      ? 'Any number of coming visits'
      : `At most ${maxUpcomingPerPatient} coming visits`,
  ];
}

function BookingForm({ initial }: { readonly initial: BookingSettings }) {
  const form = useBookingSettingsForm(initial);
  const { draft, errors, theirs } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw="32rem">
        {theirs === undefined ? (
          <ProblemAlert problem={Object.keys(errors).length === 0 ? form.problem : null} />
        ) : (
          <StaleAlert
            theirs={settingsText(theirs)}
            busy={form.busy}
            onLoadTheirs={form.loadTheirs}
            onSaveMine={() => void form.saveOverTheirs()}
          />
        )}
        <NumberInput
          label="A chosen time is held for"
          description={`While somebody books it, others see that it is being booked. It can be kept twice more, ${MAX_HOLD_MINUTES} minutes in all.`}
          required
          min={1}
          max={MAX_HOLD_MINUTES}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          suffix={draft.holdMinutes === 1 ? ' minute' : ' minutes'}
          value={draft.holdMinutes}
          error={errors.holdMinutes}
          onChange={(value) => form.set({ holdMinutes: typeof value === 'number' ? value : '' })}
        />
        <NumberInput
          label="Coming visits of one patient"
          description="How many a patient may have booked at a time. The front desk can always book more."
          placeholder="any number"
          min={1}
          max={100}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          value={draft.maxUpcomingPerPatient}
          error={errors.maxUpcomingPerPatient}
          onChange={(value) => form.set({ maxUpcomingPerPatient: typeof value === 'number' ? value : '' })}
        />
        <Group justify="flex-end">
          {form.dirty && (
            <Button variant="default" onClick={form.discard}>
              Discard changes
            </Button>
          )}
          <Button type="submit" disabled={!form.dirty} loading={form.busy}>
            Save booking settings
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
