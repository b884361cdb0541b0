import { BirthDate } from '@openslot/shared/contracts/patients';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { fieldErrorsOf } from '../../lib/problem-fields.ts';
import { schemaErrors } from '../../lib/schema-errors.ts';

/** What is typed; empty means that it is not known. */
export interface PatientDraft {
  readonly name: string;
  readonly birthDate: string;
  readonly email: string;
  readonly phone: string;
}

export interface PatientFields {
  readonly name: string;
  readonly birthDate: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export const NEW_PATIENT: PatientDraft = { name: '', birthDate: '', email: '', phone: '' };

const Existing = z.object({
  existing: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      birthDate: BirthDate.nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
});

/** A record that may be the same person. */
export type SamePatient = z.infer<typeof Existing>['existing'][number];

export interface PatientFormInput {
  readonly initial: PatientDraft;
  /** What the contract asks of the fields. */
  readonly schema: z.ZodType;
  /** Throws what the API throws. `allowDuplicate`: the person said that it is somebody else. */
  readonly onSave: (fields: PatientFields, allowDuplicate: boolean) => Promise<void>;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** State of the desk's form of a patient. A refusal keeps what was typed; a duplicate becomes a question. */
export function usePatientForm({ initial, schema, onSave }: PatientFormInput) {
  const [draft, setDraft] = useState(initial);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const fields: PatientFields = {
    name: draft.name,
    birthDate: orNull(draft.birthDate),
    email: orNull(draft.email),
    phone: orNull(draft.phone),
  };
  const same = Existing.safeParse(problem);
  const found = ownErrors(schema, fields);
  const save = async (allowDuplicate: boolean): Promise<void> => {
    setChecked(true);
    if (Object.keys(found).length > 0) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await onSave(fields, allowDuplicate);
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setBusy(false);
    }
  };
  return {
    draft,
    set: (change: Partial<PatientDraft>) => {
      setDraft({ ...draft, ...change });
      setProblem(null);
    },
    busy,
    /** Without what is asked or told elsewhere: a duplicate, a newer version. */
    problem: same.success || problem?.code === 'stale_version' ? null : problem,
    same: same.success ? same.data.existing : [],
    errors: { ...(same.success ? {} : fieldErrorsOf(problem)), ...(checked ? found : {}) } as Readonly<
      Record<string, string>
    >,
    saveAnyway: () => save(true),
    submit: (event: FormEvent) => {
      event.preventDefault();
      // It may stand in a dialog over another form, which must not be sent by it.
      event.stopPropagation();
      void save(false);
    },
  };
}

/** Only what is wrong with the fields of the form itself. */
function ownErrors(schema: z.ZodType, fields: PatientFields): Readonly<Record<string, string>> {
  const found = schemaErrors(schema, fields);
  return Object.fromEntries(Object.entries(found).filter(([name]) => name in fields));
}
