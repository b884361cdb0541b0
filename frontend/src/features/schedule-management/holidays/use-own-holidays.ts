import { type Holiday, HolidayList, saveDoctorHolidays } from '@openslot/shared/contracts/holidays';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useServices } from '../../../app/services-context.ts';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { areSameHolidays } from '../../../lib/holiday-changes.ts';
import { currentOf } from '../../../lib/problem-fields.ts';
import type { ScheduleWrite } from '../../../sync/use-schedule-write.ts';
import { notSaved } from '../pending/aside.ts';
import { onlyRenames } from '../pending/own-holidays.ts';
import type { OwnEdits } from '../pending/use-own-edits.ts';

/** The list as somebody is changing it. */
export interface HolidaysDraft {
  /** As it was when they began. */
  readonly base: HolidayList;
  readonly holidays: readonly Holiday[];
  /** Why it was not saved. */
  readonly problem: ApiProblem | null;
}

export interface OwnHolidays {
  /** Null while nothing is entered that was not saved. */
  readonly draft: HolidaysDraft | null;
  /** The list as a refusal told it, which may be newer than what was read. */
  readonly told: HolidayList | null;
  readonly edit: (base: HolidayList, holidays: readonly Holiday[]) => void;
  readonly discard: () => void;
  /** Replaces the list `over`, which is what was seen of it. */
  readonly save: (over: HolidayList, holidays: readonly Holiday[]) => Promise<void>;
  /** Whether the list is on the page, which then tells itself what was refused. */
  readonly setShown: (shown: boolean) => void;
}

/**
 * The holidays that a doctor changes, for as long as the schedule is open: what is being saved is shown in every part of
 * it (RT32), and what was refused is in the form again wherever one is by then.
 */
export function useOwnHolidays(doctorId: string, write: ScheduleWrite, own: OwnEdits): OwnHolidays {
  const { api, stores } = useServices();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<HolidaysDraft | null>(null);
  const [told, setTold] = useState<HolidayList | null>(null);
  const shown = useRef(false);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  return {
    draft,
    told,
    edit(base, holidays) {
      setDraft(areSameHolidays(base.holidays, holidays) ? null : { base, holidays, problem: null });
    },
    discard: () => setDraft(null),
    setShown(isShown) {
      shown.current = isShown;
    },
    async save(over, holidays) {
      setDraft(null);
      const outcome = await own.during(
        {
          holidays: { before: over.holidays, after: { version: over.version + 1, holidays: [...holidays] } },
        },
        () =>
          write.run((decisions) =>
            api.call(saveDoctorHolidays, {
              params: { doctorId },
              body: { version: over.version, holidays: [...holidays], decisions },
            }),
          ),
        ({ seq: _, ...after }) => {
          const change = { before: over.holidays, after };
          return { holidays: change, unnumbered: onlyRenames(change) };
        },
      );
      const { show } = stores.toasts.getState();
      if (outcome.kind === 'saved') {
        show({ tone: 'success', title: 'Holidays saved' });
        return;
      }
      const problem = outcome.kind === 'refused' ? outcome.problem : null;
      setTold((before) => currentOf(problem, HolidayList) ?? before);
      setDraft({ base: over, holidays, problem });
      if (!shown.current && !left.current) {
        show(notSaved(outcome, () => void navigate('?tab=holidays')));
      }
    },
  };
}
