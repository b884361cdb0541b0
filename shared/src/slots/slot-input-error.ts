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
  | 'duplicate_override';

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
