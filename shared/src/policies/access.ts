import type { Access } from '../contracts/endpoint.ts';
import type { SessionUser } from '../contracts/session.ts';

/** The signed-in person, or null for a visitor. */
export type Actor = SessionUser | null;

export function isStaff(actor: Actor): boolean {
  return actor !== null && actor.role !== 'patient';
}

/** Front desk and admins act for every doctor. */
export function isFrontDeskOrAdmin(actor: Actor): boolean {
  return actor?.role === 'front_desk' || actor?.role === 'admin';
}

/** Doctors manage their own schedule, front desk and admins everybody's. */
export function canManageSchedule(actor: Actor, doctorId: string | undefined): boolean {
  return isFrontDeskOrAdmin(actor) || (actor?.role === 'doctor' && actor.doctorId === doctorId);
}

/** A visit, as far as it matters whose it is. */
export interface OwnedAppointment {
  readonly doctorId: string;
  /** The sign-ins of the patient and of the patient's guardians. */
  readonly patientUserIds: readonly string[];
}

/** On whose side of a visit somebody acts: the patient's (also a guardian) or the clinic's; null: not theirs at all. */
export function partyOf(actor: Actor, appointment: OwnedAppointment): 'patient' | 'clinic' | null {
  if (canManageSchedule(actor, appointment.doctorId)) {
    return 'clinic';
  }
  return actor !== null && appointment.patientUserIds.includes(actor.id) ? 'patient' : null;
}

/** A visit is seen by its patient, their guardians, its doctor, front desk and admins. Others are told that it does not exist. */
export function canSeeAppointment(actor: Actor, appointment: OwnedAppointment): boolean {
  return partyOf(actor, appointment) !== null;
}

/**
 * Patients and the front desk book what is offered, and doctors in their own schedule (BK16); past the offer only
 * whoever manages the doctor's schedule (BK15). For whom is decided where the patient is known.
 */
export function mayBook(
  actor: Actor,
  booking: { doctorId?: string | undefined; overbook: boolean },
): boolean {
  return (
    canManageSchedule(actor, booking.doctorId) || (!booking.overbook && mayAccess('book-appointments', actor))
  );
}

/**
 * The one decision on who may call an endpoint. `doctorId` is the path parameter, when there is one.
 * Ownership of a single record is decided where it is read ({@link canSeeAppointment}).
 */
export function mayAccess(access: Access, actor: Actor, doctorId?: string): boolean {
  switch (access) {
    case 'anyone':
      return true;
    case 'signed-in':
      return actor !== null;
    case 'as-patient':
      return actor?.role === 'patient';
    case 'book-appointments':
      return actor?.role === 'patient' || isFrontDeskOrAdmin(actor);
    case 'manage-schedule':
      return canManageSchedule(actor, doctorId);
    case 'staff':
      return isFrontDeskOrAdmin(actor);
    case 'administer':
      return actor?.role === 'admin';
  }
}
