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
import { holidaysOnTheirs } from '../../../lib/holiday-changes.ts';
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
  const show = (list: HolidayList) => {
    setSaved(list);
    setHolidays(list.holidays);
    setProblem(null);
  };
  const write = async ({ version }: HolidayList) => {
    const body = { version, holidays: [...holidays] };
    const list = await api.call(saveHolidays, { body });
    show(list);
    setAffected([]);
    toast({ tone: 'success', title: 'Holidays saved' });
  };
  const save = (over: HolidayList) =>
    attempt(async () => {
      setSaved(over);
      const answer = await api.call(checkHolidays, { body: { holidays: [...holidays] } });
      setAffected(answer.affected);
      if (answer.affected.length === 0) {
        await write(over);
      }
    });
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
    base: saved.holidays,
    loadTheirs: () => theirs !== undefined && show(theirs),
    /** Their list with what was changed here, still to be saved. */
    mergeTheirs: () => {
      if (theirs !== undefined) {
        setHolidays(holidaysOnTheirs(saved.holidays, holidays, theirs.holidays));
        setSaved(theirs);
        setProblem(null);
      }
    },
    save: () => save(saved),
    saveOverTheirs: () => (theirs === undefined ? save(saved) : save(theirs)),
    saveAnyway: () => attempt(() => write(saved)),
  };
}
