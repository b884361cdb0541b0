import { dayNumberOrNaN } from '../time/local-date.ts';
import { SlotInputError, type SlotInputErrorCode } from './slot-input-error.ts';

const FIRST_ASKED = Date.UTC(1900, 0, 1);
const LAST_ASKED = Date.UTC(2200, 0, 1) - 1;

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
export function within<T>(field: string, value: T, check: (value: T) => void): void {
  try {
    check(value);
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

/** An object without fields that nobody reads (SL16). Costs least when its fields are in the order of `allowed`. */
export function checkFields(value: object, allowed: readonly string[]): void {
  refuseUnless(typeof value === 'object' && value !== null, 'invalid_value', '');
  let expected = 0;
  for (const name in value) {
    if (name !== allowed[expected]) {
      expected = allowed.indexOf(name);
      if (expected === -1) {
        throw new SlotInputError('unknown_field', `/${name}`);
      }
    }
    expected += 1;
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
  checkInteger(value, FIRST_ASKED, LAST_ASKED, field);
}

/** Gives the date's day number. */
export function checkDate(value: string, field: string): number {
  const day = dayNumberOrNaN(value);
  refuseUnless(!Number.isNaN(day), 'invalid_date', field);
  return day;
}

/** {@link checkDate} for {@link checkList}. */
export function checkListedDate(value: string): void {
  checkDate(value, '');
}

/** Two rules for one date would make the answer depend on their order (SL15). */
export function checkUnique<Name extends string>(
  list: readonly Readonly<Record<Name, string>>[],
  name: Name,
  code: SlotInputErrorCode,
  field: string,
): void {
  if (list.length < 2) {
    return;
  }
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const date = item[name];
    if (seen.has(date)) {
      throw new SlotInputError(code, `${field}/${index}`);
    }
    seen.add(date);
  }
}

/** The names of a type's fields, all of them: the compiler notices one that is missing. */
export function fieldsOf<T>(names: Record<keyof Required<T>, true>): readonly string[] {
  return Object.keys(names);
}
