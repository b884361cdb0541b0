import type { listAppointments } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import { type Actor, isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { Types } from 'mongoose';
import type { z } from 'zod';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { findVisits, presentVisits, type VisitFilter } from './appointment.repository.ts';

type Query = z.output<(typeof listAppointments)['query']>;
type Answer = z.input<(typeof listAppointments)['response']>;

/** The visits that the actor may see: patients their own, doctors those of their schedule, front desk and admins all. */
export async function listVisits(models: Models, clock: Clock, actor: Actor, query: Query): Promise<Answer> {
  const now = new Date(clock.now());
  const { page = 1, pageSize = 50 } = query;
  const filter: VisitFilter = {
    ...scopeOf(actor, query),
    ...(query.status && { status: query.status }),
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
  return { items: await presentVisits(models, records), total, page, pageSize, asOf: now.toISOString() };
}

/** Ownership is part of the query: a wider one can never answer with other people's visits. */
function scopeOf(actor: Actor, query: Query): VisitFilter {
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
    requireOwn(query.doctorId, actor.doctorId);
    return {
      doctorId: new Types.ObjectId(actor.doctorId),
      ...(query.patientId && { patientIds: [new Types.ObjectId(query.patientId)] }),
    };
  }
  requireOwn(query.patientId, actor.patientId);
  return {
    patientIds: actor.patientId === null ? [] : [new Types.ObjectId(actor.patientId)],
    ...(query.doctorId && { doctorId: new Types.ObjectId(query.doctorId) }),
  };
}

function requireOwn(asked: string | undefined, own: string | null): void {
  if (asked !== undefined && asked !== own) {
    throw new AppError('forbidden');
  }
}
