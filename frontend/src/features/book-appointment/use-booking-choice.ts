import { Id, Instant, LocalDate as LocalDateSchema } from '@openslot/shared/contracts/common';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { isTimeZone } from '@openslot/shared/time/zone';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What the person has chosen so far; null or empty where nothing yet. */
export interface BookingChoice {
  readonly visitTypeId: string | null;
  /** In the zone the times are shown in. */
  readonly date: LocalDate | null;
  /** Start of the chosen slot, ISO instant. */
  readonly slot: string | null;
  readonly zone: string | null;
  /** With any doctor: whom the person picked for the chosen time. */
  readonly doctorId: string | null;
}

/** The choice in the address: it survives signing in, reloading and being sent to somebody. */
export function readChoice(params: URLSearchParams): BookingChoice {
  const [date, slot, zone] = [params.get('date'), params.get('slot'), params.get('zone')];
  const doctorId = params.get('with');
  return {
    visitTypeId: params.get('visit'),
    date: LocalDateSchema.safeParse(date).success ? date : null,
    slot: Instant.safeParse(slot).success ? slot : null,
    zone: zone !== null && isTimeZone(zone) ? zone : null,
    doctorId: Id.safeParse(doctorId).success ? doctorId : null,
  };
}

/** The kind of visit that is booked: the one asked for, else the first. A time chosen for a kind that is gone is none. */
export function offeredChoice(
  asked: BookingChoice,
  visitTypes: readonly [VisitType, ...VisitType[]],
): { readonly visitType: VisitType; readonly choice: BookingChoice } {
  const found = visitTypes.find(({ id }) => id === asked.visitTypeId);
  const isGone = found === undefined && asked.visitTypeId !== null;
  return { visitType: found ?? visitTypes[0], choice: isGone ? { ...asked, slot: null } : asked };
}

const NAMES: Readonly<Record<keyof BookingChoice, string>> = {
  visitTypeId: 'visit',
  date: 'date',
  slot: 'slot',
  zone: 'zone',
  doctorId: 'with',
};

export type ChangeChoice = (changes: Partial<BookingChoice>) => void;

/**
 * Changes replace the entry in the history, except choosing a slot: "back" then gives the list of times again. Another
 * slot in its place, or the same one by a double click, is no further step.
 */
export function useBookingChoice(): [BookingChoice, ChangeChoice] {
  const [params, setParams] = useSearchParams();
  const change = useCallback<ChangeChoice>(
    (changes) => {
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          if (changes.slot !== undefined) {
            // Whoever was picked was picked for another time.
            next.delete(NAMES.doctorId);
          }
          for (const [name, value] of Object.entries(changes)) {
            const parameter = NAMES[name as keyof BookingChoice];
            if (value === null) {
              next.delete(parameter);
            } else {
              next.set(parameter, value);
            }
          }
          return next;
        },
        { replace: typeof changes.slot !== 'string' || addressHasSlot(), preventScrollReset: true },
      );
    },
    [setParams],
  );
  return [readChoice(params), change];
}

/** By the address itself: a second click comes before the page has been rendered with the first one. */
function addressHasSlot(): boolean {
  return new URLSearchParams(window.location.search).has(NAMES.slot);
}
