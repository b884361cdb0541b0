import type { listAppointments } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import { type Actor, isFrontDeskOrAdmin, isStaff } from '@openslot/shared/policies/access';
import { Types } from 'mongoose';
import type { z } from 'zod';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { findVisits, presentVisits, type VisitFilter } from './appointment.repository.ts';
import { patientsOfUser } from './visit-people.ts';

type Query = z.output<(typeof listAppointments)['query']>;
type Answer = z.input<(typeof listAppointments)['response']>;

/** The visits that the actor may see: patients their own and of those they are guardians of, doctors those of their schedule, front desk and admins all. */
export async function listVisits(models: Models, clock: Clock, actor: Actor, query: Query): Promise<Answer> {
  const now = new Date(clock.now());
  const { page = 1, pageSize = 50 } = query;
  const filter: VisitFilter = {
    ...(await scopeOf(models, actor, query)),
    ...(query.status && { statuses: query.status }),
    ...(query.when === 'upcoming' && { endsAfter: now }),
    ...(query.when === 'past' && { endsUntil: now }),
    ...(query.from && { startsFrom: new Date(query.from) }),
    ...(query.to && { startsBefore: new Date(query.to) }),
  };
  const order = query.when === 'past' ? 'latest-first' : 'earliest-first';
  const { records, total } = await findVisits(models, filter, {
    order,
    skip: (page - 1) * pageSize,
    limit: pageSize,
  });
  const items = await presentVisits(models, records, null, { forStaff: isStaff(actor) });
  return { items, total, page, pageSize, asOf: now.toISOString() };
}

/** Ownership is part of the query: a wider one can never answer with other people's visits. */
async function scopeOf(models: Models, actor: Actor, query: Query): Promise<VisitFilter> {
  if (actor === null) {
    throw new AppError('unauthenticated');
  }
  if (isFrontDeskOrAdmin(actor)) {
    return {
      ...(query.doctorId && { doctorId: new Types.ObjectId(query.doctorId) }),
      ...(query.patientId && { patientIds: [new Types.ObjectId(query.patientId)] }),
    };
  }
  if (actor.role === 'doctor' && actor.doctorId !== null) {
    requireOwn(query.doctorId, [actor.doctorId]);
    return {
      doctorId: new Types.ObjectId(actor.doctorId),
      ...(query.patientId && { patientIds: [new Types.ObjectId(query.patientId)] }),
    };
  }
  const theirs = await patientsOfUser(models, actor);
  requireOwn(query.patientId, theirs.map(String));
  return {
    patientIds: query.patientId === undefined ? theirs : [new Types.ObjectId(query.patientId)],
    ...(query.doctorId && { doctorId: new Types.ObjectId(query.doctorId) }),
  };
}

function requireOwn(asked: string | undefined, own: readonly string[]): void {
  if (asked !== undefined && !own.includes(asked)) {
    throw new AppError('forbidden');
  }
}
