import { BookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';

/** What the fields show; an empty limit means none. */
interface Draft {
  readonly holdMinutes: number | '';
  readonly maxUpcomingPerPatient: number | '';
}

const draftOf = ({ holdMinutes, maxUpcomingPerPatient }: BookingSettings): Draft => ({
  holdMinutes,
  maxUpcomingPerPatient: maxUpcomingPerPatient ?? '',
});

/** State and saving of the booking settings. */
export function useBookingSettingsForm(initial: BookingSettings) {
  const { api, stores } = useServices();
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState(draftOf(initial));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const theirs = currentOf(problem, BookingSettings);

  const show = (settings: BookingSettings) => {
    setSaved(settings);
    setDraft(draftOf(settings));
    setProblem(null);
  };
  const save = async (version: number) => {
    const { holdMinutes, maxUpcomingPerPatient: limit } = draft;
    setBusy(true);
    setProblem(null);
    try {
      // An empty field is 0, which the server refuses by name.
      const body = {
        version,
        holdMinutes: holdMinutes === '' ? 0 : holdMinutes,
        maxUpcomingPerPatient: limit === '' ? null : limit,
      };
      show(await api.call(saveBookingSettings, { body }));
      stores.toasts.getState().show({ tone: 'success', title: 'Booking settings saved' });
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  return {
    draft,
    problem,
    busy,
    theirs,
    errors: fieldErrorsOf(problem),
    dirty: JSON.stringify(draft) !== JSON.stringify(draftOf(saved)),
    set: (change: Partial<Draft>) => setDraft({ ...draft, ...change }),
    discard: () => show(saved),
    loadTheirs: () => theirs !== undefined && show(theirs),
    save: () => save(saved.version),
    saveOverTheirs: () => save(theirs?.version ?? saved.version),
  };
}
