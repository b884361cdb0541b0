export interface PatientSelectProps {
  /** Null: the signed-in patient, or nobody chosen yet by staff. */
  readonly value: string | null;
  readonly error: string | null;
  readonly onChange: (patientId: string | null) => void;
}
