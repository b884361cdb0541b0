import { isLocalDate } from '../time/local-date.ts';
import { SlotInputError, type SlotInputErrorCode } from './slot-input-error.ts';

/**
 * Hand-written rather than a schema: these checks run for every question, over hundreds of occupied times, and
 * must cost less than the answer.
 *
 * @throws SlotInputError unless `ok`
 */
export function refuseUnless(ok: boolean, code: SlotInputErrorCode, field: string): asserts ok {
  if (!ok) {
    throw new SlotInputError(code, field);
  }
}

function prefixed(error: unknown, prefix: string): unknown {
  return error instanceof SlotInputError ? new SlotInputError(error.code, `${prefix}${error.field}`) : error;
}

/** Runs a check whose pointers are relative to `field`: whole pointers are put together only for an error. */
export function within(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw prefixed(error, field);
  }
}

/** Checks each item with pointers relative to it. */
export function checkList<T>(field: string, list: readonly T[], check: (item: T) => void): void {
  refuseUnless(Array.isArray(list), 'invalid_value', field);
  let index = 0;
  try {
    for (const item of list) {
      check(item);
      index += 1;
    }
  } catch (error) {
    throw prefixed(error, `${field}/${index}`);
  }
}

/** An object without fields that nobody reads (SL16). */
export function checkFields(value: object, allowed: ReadonlySet<string>): void {
  refuseUnless(typeof value === 'object' && value !== null, 'invalid_value', '');
  for (const name in value) {
    if (!allowed.has(name)) {
      throw new SlotInputError('unknown_field', `/${name}`);
    }
  }
}

export function checkInteger(value: number, least: number, most: number, field: string): void {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new SlotInputError(Number.isInteger(value) ? 'out_of_range' : 'invalid_value', field);
  }
}

/** Whole milliseconds that a JavaScript date can hold. */
export function checkInstant(value: number, field: string): void {
  checkInteger(value, -8.64e15, 8.64e15, field);
}

/** An instant the engine is asked about: in the years 1900 to 2199. Other instants may lie anywhere. */
export function checkAskedInstant(value: number, field: string): void {
  checkInteger(value, Date.UTC(1900, 0, 1), Date.UTC(2200, 0, 1) - 1, field);
}

export function checkDate(value: string, field: string): void {
  refuseUnless(isLocalDate(value), 'invalid_date', field);
}

/** Two rules for one date would make the answer depend on their order (SL15). */
export function checkUnique(dates: readonly string[], code: SlotInputErrorCode, field: string): void {
  const seen = new Set<string>();
  for (const [index, date] of dates.entries()) {
    if (seen.has(date)) {
      throw new SlotInputError(code, `${field}/${index}`);
    }
    seen.add(date);
  }
}

/** The names of a type's fields, all of them: the compiler notices one that is missing. */
export function fieldsOf<T>(names: Record<keyof Required<T>, true>): ReadonlySet<string> {
  return new Set(Object.keys(names));
}
