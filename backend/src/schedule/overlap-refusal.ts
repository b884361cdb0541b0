import { AppError } from '@openslot/shared/errors/app-error';
import { duplicateKey } from '../database/duplicate-key.ts';
import { OCCUPANCY_KEYS_INDEX } from '../database/models/occupancy.model.ts';
import { isHolderKey, isPatientKey } from './occupancy-keys.ts';

/** The unique index of occupied time had the last word: whose key was it that was there already? Null for any other error. */
export function overlapRefusal(error: unknown): AppError | null {
  const duplicate = duplicateKey(error);
  if (duplicate === null || !duplicate.index.includes(OCCUPANCY_KEYS_INDEX)) {
    return null;
  }
  if (duplicate.values.some(isHolderKey)) {
    return new AppError('too_many_holds');
  }
  return new AppError(duplicate.values.some(isPatientKey) ? 'patient_busy' : 'slot_taken');
}
