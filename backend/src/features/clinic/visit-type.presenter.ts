import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';

export function presentVisitType(record: VisitTypeRecord): VisitType {
  const { _id, stepMinutes, needsApproval = false, cancellationCutoffMinutes = 0, ...rest } = record;
  return {
    id: String(_id),
    stepMinutes: stepMinutes ?? null,
    needsApproval,
    cancellationCutoffMinutes,
    ...rest,
  };
}
