import type { ClientSession } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { PatientRecord } from '../database/models/patient.model.ts';
import type { LockedSchedule } from '../schedule/locked-schedule.ts';

/** What the work of a command is given, with everything it decides by locked. */
export interface DoctorsTransaction {
  readonly session: ClientSession;
  readonly now: Date;
  /** Each of them once, after the first write of this command, in ascending order of id. `seq` is the last one used. */
  readonly doctors: readonly DoctorRecord[];
  /** Of each of them around the instants that were asked for, else none. Holds that were over are gone. */
  readonly schedules: readonly LockedSchedule[];
  /** The one that was asked for, after its first write. */
  readonly patient: PatientRecord | null;
  /** How many holds of these doctors were found to be over, and deleted. */
  readonly expired: number;
}
