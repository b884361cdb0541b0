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
import { holidaysFromIcs, IcsFileError } from './holiday-ics.ts';

function byDate(holidays: readonly Holiday[]): Holiday[] {
  return [...holidays].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** These holidays and those, which win on their dates. */
function withHolidays(holidays: readonly Holiday[], more: readonly Holiday[]): Holiday[] {
  const replaced = new Set(more.map(({ date }) => date));
  return byDate([...holidays.filter(({ date }) => !replaced.has(date)), ...more]);
}

/** The holidays being edited. Saving asks first when booked visits lie on new ones. */
export function useHolidaysForm(initial: HolidayList) {
  const { api, stores } = useServices();
  const [saved, setSaved] = useState(initial);
  const [holidays, setHolidays] = useState<readonly Holiday[]>(initial.holidays);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);
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
  const importFile = async (file: File) => {
    setFileError(null);
    try {
      const found = holidaysFromIcs(await file.text());
      setHolidays(withHolidays(holidays, found));
      toast({ tone: 'success', title: `${found.length} dates read`, text: 'Save to close them.' });
    } catch (error) {
      setFileError(error instanceof IcsFileError ? error.message : 'The file could not be read.');
    }
  };
  const theirs = currentOf(problem, HolidayList);
  return {
    holidays,
    problem,
    fileError,
    affected,
    busy,
    theirs,
    dirty: JSON.stringify(holidays) !== JSON.stringify(saved.holidays),
    add: (holiday: Holiday) => setHolidays(withHolidays(holidays, [holiday])),
    remove: (date: string) => setHolidays(holidays.filter((holiday) => holiday.date !== date)),
    importFile,
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
