/** What is wrong with the text of a recurrence rule (SL6). */
export type RecurrenceErrorCode =
  /** No list of `NAME=VALUE` in capitals, a part given twice, or no FREQ. */
  | 'recurrence_syntax'
  /** FREQ is none of WEEKLY, MONTHLY, YEARLY. */
  | 'recurrence_frequency'
  /** A part that the product does not know, or not with this FREQ. */
  | 'recurrence_part'
  /** INTERVAL is no whole number from 1 to 999. */
  | 'recurrence_interval'
  /** BYDAY or WKST names no weekday, one with a number that it cannot have, or BYDAY lacks its BYMONTH. */
  | 'recurrence_weekday'
  /** BYMONTH is no month. */
  | 'recurrence_month'
  /** UNTIL is no date `YYYYMMDD` or before the start, COUNT none from 1 to 999, or both are given. */
  | 'recurrence_end';

/** Every way in which the slot engine refuses its input (SL16). */
export type SlotInputErrorCode =
  | 'unknown_field'
  | 'invalid_value'
  | 'unknown_time_zone'
  | 'invalid_date'
  | 'invalid_time'
  | 'equal_times'
  | 'out_of_range'
  | 'end_not_after_start'
  | 'range_reversed'
  | 'range_too_long'
  | 'duplicate_template'
  | 'duplicate_override'
  | 'duplicate_doctor'
  | RecurrenceErrorCode;

/** Refused input: what is wrong (`code`) and where (`field`, a JSON pointer such as `/templates/0/effectiveFrom`). */
export class SlotInputError extends Error {
  override readonly name = 'SlotInputError';
  readonly code: SlotInputErrorCode;
  readonly field: string;

  constructor(code: SlotInputErrorCode, field: string) {
    super(`Slot input refused: ${code} at ${field}`);
    this.code = code;
    this.field = field;
  }
}
