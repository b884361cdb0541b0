import { invalidField } from '@openslot/shared/errors/app-error';
import type { PatientRecord } from '../../database/models/patient.model.ts';

/** A name as it is compared: without accents, case and surplus spaces. */
export function foldedName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Two records with the same one are probably one person; null when that cannot be said. */
export function identityOf(person: {
  readonly name: string;
  readonly birthDate: string | null;
}): string | null {
  return person.birthDate === null ? null : `${foldedName(person.name)}|${person.birthDate}`;
}

/** @throws AppError `invalid_request`; a day of tolerance, as somewhere it is tomorrow already */
export function requireBorn(birthDate: string | null, now: Date): void {
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  if (birthDate !== null && birthDate > tomorrow) {
    throw invalidField('/birthDate', 'lies in the future');
  }
}

export interface Claimer {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly birthDate: string | null;
}

/**
 * The record of the desk that belongs to whoever has this verified e-mail and date of birth (PT4). Null when the e-mail is
 * not verified, when a record has a sign-in already, and when two records would do: then a person has to look.
 */
export function recordToClaim<R extends Pick<PatientRecord, 'email' | 'birthDate' | 'userId'>>(
  claimer: Claimer,
  records: readonly R[],
): R | null {
  if (!claimer.emailVerified || claimer.birthDate === null) {
    return null;
  }
  const theirs = records.filter(
    ({ email, birthDate, userId }) =>
      !userId &&
      birthDate === claimer.birthDate &&
      email?.trim().toLowerCase() === claimer.email.trim().toLowerCase(),
  );
  return theirs.length === 1 ? (theirs[0] ?? null) : null;
}
