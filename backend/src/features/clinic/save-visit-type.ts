import type { VisitType, VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { Types } from 'mongoose';
import type { CommandContext, CommandDeps } from '../../commands/doctor-command.ts';
import type { ClinicRevisionRecord, VisitTypeRecord } from '../../database/models/clinic.model.ts';
import { reviseClinic } from './revise-clinic.ts';
import { presentVisitType } from './visit-type.presenter.ts';

/**
 * Adds a visit type; doctors offer it once it is chosen in their profile.
 * @throws AppError `invalid_request` when the name is taken.
 */
export function createVisitType(
  deps: CommandDeps,
  context: CommandContext,
  input: VisitTypeInput,
): Promise<VisitType> {
  return reviseClinic(deps, context, (current) => {
    requireFreeName(current, input.name, null);
    const record: VisitTypeRecord = { _id: new Types.ObjectId(), version: 1, active: true, ...input };
    return {
      rules: { visitTypes: [...current.visitTypes, record] },
      result: presentVisitType(record),
      audit: {
        action: 'visit_type_created',
        subject: { type: 'visit_type', id: String(record._id) },
        facts: { ...input },
      },
    };
  });
}

/**
 * Changes a visit type for bookings to come; booked visits keep what they were made with.
 * @throws AppError `not_found`, `stale_version`, `invalid_request`.
 */
export function updateVisitType(
  deps: CommandDeps,
  context: CommandContext,
  id: string,
  input: VisitTypeInput & { readonly version: number; readonly active: boolean },
): Promise<VisitType> {
  return reviseClinic(deps, context, (current) => {
    const before = current.visitTypes.find((type) => String(type._id) === id);
    if (before === undefined) {
      throw new AppError('not_found');
    }
    if (before.version !== input.version) {
      throw new AppError('stale_version', { extra: { current: presentVisitType(before) } });
    }
    requireFreeName(current, input.name, id);
    const after: VisitTypeRecord = { ...input, _id: before._id, version: before.version + 1 };
    return {
      rules: {
        visitTypes: current.visitTypes.map((type) => (type === before ? after : type)),
      },
      result: presentVisitType(after),
      audit: { action: 'visit_type_updated', subject: { type: 'visit_type', id }, facts: { ...input } },
    };
  });
}

function requireFreeName(current: ClinicRevisionRecord, name: string, ownId: string | null): void {
  const key = name.toLocaleLowerCase('en');
  if (
    current.visitTypes.some((type) => type.name.toLocaleLowerCase('en') === key && String(type._id) !== ownId)
  ) {
    throw invalidField('/name', 'is the name of another visit type');
  }
}
