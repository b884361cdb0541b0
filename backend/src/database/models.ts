import type { Connection, Model } from 'mongoose';
import { type AppointmentRecord, appointmentSchema } from './models/appointment.model.ts';
import {
  type AuditRecord,
  type AuditTextRecord,
  auditSchema,
  auditTextSchema,
} from './models/audit.model.ts';
import {
  type AccountRecord,
  accountSchema,
  type SessionRecord,
  sessionSchema,
  type UserRecord,
  userSchema,
  type VerificationRecord,
  verificationSchema,
} from './models/auth.model.ts';
import {
  type ClinicRecord,
  type ClinicRevisionRecord,
  clinicRevisionSchema,
  clinicSchema,
} from './models/clinic.model.ts';
import { type DoctorRecord, doctorSchema } from './models/doctor.model.ts';
import { type ExceptionRecord, exceptionSchema } from './models/exception.model.ts';
import { type IdempotencyRecord, idempotencySchema } from './models/idempotency.model.ts';
import {
  type AvailabilityLogRecord,
  availabilityLogSchema,
  type NoticeRecord,
  noticeSchema,
} from './models/log.model.ts';
import { type MailboxRecord, mailboxSchema, type OutboxRecord, outboxSchema } from './models/mail.model.ts';
import { OCCUPANCY_KEYS_INDEX, type OccupancyRecord, occupancySchema } from './models/occupancy.model.ts';
import { type PatientRecord, patientSchema } from './models/patient.model.ts';

export interface Models {
  readonly doctors: Model<DoctorRecord>;
  readonly exceptions: Model<ExceptionRecord>;
  readonly occupancy: Model<OccupancyRecord>;
  readonly appointments: Model<AppointmentRecord>;
  readonly patients: Model<PatientRecord>;
  readonly availabilityLog: Model<AvailabilityLogRecord>;
  readonly notices: Model<NoticeRecord>;
  readonly audit: Model<AuditRecord>;
  readonly auditTexts: Model<AuditTextRecord>;
  readonly clinic: Model<ClinicRecord>;
  readonly clinicRevisions: Model<ClinicRevisionRecord>;
  readonly idempotencyKeys: Model<IdempotencyRecord>;
  readonly mailOutbox: Model<OutboxRecord>;
  readonly mailbox: Model<MailboxRecord>;
  readonly users: Model<UserRecord>;
  readonly sessions: Model<SessionRecord>;
  readonly accounts: Model<AccountRecord>;
  readonly verifications: Model<VerificationRecord>;
}

/** The collections of one database, bound to its connection. */
export function createModels(connection: Connection): Models {
  return {
    doctors: connection.model<DoctorRecord>('Doctor', doctorSchema),
    exceptions: connection.model<ExceptionRecord>('Exception', exceptionSchema),
    occupancy: connection.model<OccupancyRecord>('Occupancy', occupancySchema),
    appointments: connection.model<AppointmentRecord>('Appointment', appointmentSchema),
    patients: connection.model<PatientRecord>('Patient', patientSchema),
    availabilityLog: connection.model<AvailabilityLogRecord>('AvailabilityLog', availabilityLogSchema),
    notices: connection.model<NoticeRecord>('Notice', noticeSchema),
    audit: connection.model<AuditRecord>('Audit', auditSchema),
    auditTexts: connection.model<AuditTextRecord>('AuditText', auditTextSchema),
    clinic: connection.model<ClinicRecord>('Clinic', clinicSchema),
    clinicRevisions: connection.model<ClinicRevisionRecord>('ClinicRevision', clinicRevisionSchema),
    idempotencyKeys: connection.model<IdempotencyRecord>('IdempotencyKey', idempotencySchema),
    mailOutbox: connection.model<OutboxRecord>('MailOutbox', outboxSchema),
    mailbox: connection.model<MailboxRecord>('Mailbox', mailboxSchema),
    users: connection.model<UserRecord>('User', userSchema),
    sessions: connection.model<SessionRecord>('Session', sessionSchema),
    accounts: connection.model<AccountRecord>('Account', accountSchema),
    verifications: connection.model<VerificationRecord>('Verification', verificationSchema),
  };
}

/** Creates missing collections and indexes. Fails when existing data breaks a unique index. */
export async function createIndexes(models: Models): Promise<void> {
  for (const model of Object.values(models) as Model<unknown>[]) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** Refuses to go on without the index that makes double booking impossible: a unique index protects nothing until it exists. */
export async function requireOverlapIndex(models: Models): Promise<void> {
  const indexes = await models.occupancy.collection.indexes().catch(() => []);
  if (!indexes.some((index) => index.name === OCCUPANCY_KEYS_INDEX && index.unique === true)) {
    throw new Error(
      `The database lacks the unique index "${OCCUPANCY_KEYS_INDEX}" on occupancy. Run "npm run db:sync-indexes" first.`,
    );
  }
}
