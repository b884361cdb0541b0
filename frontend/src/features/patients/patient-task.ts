import type { Patient } from '@openslot/shared/contracts/patients';

/** What is open over the list of patients. */
export type PatientTask =
  | { readonly kind: 'add' }
  | { readonly kind: 'view' | 'edit' | 'link'; readonly patient: Patient };
