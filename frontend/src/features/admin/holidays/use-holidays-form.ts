import {
  checkHolidays,
  type Holiday,
  HolidayList,
  type HolidayVisits,
  saveHolidays,
} from '@openslot/shared/contracts/holidays';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { currentOf } from '../../../lib/problem-fields.ts';

/** The holidays being edited. Saving asks first when booked visits lie on new ones. */
export function useHolidaysForm(initial: HolidayList) {
  const { api, stores } = useServices();
  const [saved, setSaved] = useState(initial);
  const [holidays, setHolidays] = useState<readonly Holiday[]>(initial.holidays);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [affected, setAffected] = useState<readonly HolidayVisits[]>([]);
  const [busy, setBusy] = useState(false);
  const toast = stores.toasts.getState().show;

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  const write = async () => {
    const body = { version: saved.version, holidays: [...holidays] };
    const list = await api.call(saveHolidays, { body });
    setSaved(list);
    setHolidays(list.holidays);
    setAffected([]);
    toast({ tone: 'success', title: 'Holidays saved' });
  };
  const theirs = currentOf(problem, HolidayList);
  return {
    holidays,
    problem,
    affected,
    busy,
    theirs,
    dirty: JSON.stringify(holidays) !== JSON.stringify(saved.holidays),
    change: setHolidays,
    discard: () => setHolidays(saved.holidays),
    goBack: () => setAffected([]),
    loadTheirs: () => {
      if (theirs !== undefined) {
        setSaved(theirs);
        setHolidays(theirs.holidays);
        setProblem(null);
      }
    },
    save: () =>
      attempt(async () => {
        const answer = await api.call(checkHolidays, { body: { holidays: [...holidays] } });
        setAffected(answer.affected);
        if (answer.affected.length === 0) {
          await write();
        }
      }),
    saveAnyway: () => attempt(write),
  };
}
