import type { Appointment, PatientHistory } from '@openslot/shared/contracts/appointments';
import { lateCancellationFrom } from '@openslot/shared/visits/transitions';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';

/** The people of a visit, as they are now. */
export interface VisitPeople {
  readonly doctor: { readonly name: string; readonly specialty: string };
  readonly patient: { readonly name: string };
  /** For staff alone; null for whoever else reads it. */
  readonly history: PatientHistory | null;
}

/** For the patient, their guardians and staff; nobody else ever receives it. */
export function presentAppointment(record: AppointmentRecord, people: VisitPeople): Appointment {
  const late = lateCancellationFrom(
    record.startsAt.getTime(),
    record.visitType.cancellationCutoffMinutes ?? 0,
  );
  return {
    id: String(record._id),
    version: record.version,
    status: record.status,
    statusAt: (record.statusAt ?? record.cancelledAt ?? record.createdAt).toISOString(),
    doctorId: String(record.doctorId),
    doctorName: people.doctor.name,
    specialty: people.doctor.specialty,
    patientId: String(record.patientId),
    patientName: people.patient.name,
    visitTypeId: String(record.visitType.id),
    visitTypeName: record.visitType.name,
    mode: record.visitType.mode,
    startsAt: record.startsAt.toISOString(),
    endsAt: record.endsAt.toISOString(),
    timeZone: record.timeZone,
    note: record.note,
    createdAt: record.createdAt.toISOString(),
    cancelledAt: record.cancelledAt?.toISOString() ?? null,
    cancelledBy: record.cancelledBy ?? null,
    cancelReason: record.cancelReason ?? null,
    declined: record.declined ?? false,
    lateCancellationFrom: late === null ? null : new Date(late).toISOString(),
    lateCancellation: record.lateCancellation ?? false,
    patientHistory: people.history,
  };
}
