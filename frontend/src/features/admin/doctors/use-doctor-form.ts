import { createDoctor, Doctor, DoctorInput, updateDoctor } from '@openslot/shared/contracts/doctors';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../../lib/api-error.ts';
import { deviceTimeZone } from '../../../lib/format.ts';
import { currentOf, fieldErrorsOf } from '../../../lib/problem-fields.ts';
import { schemaErrors } from '../../../lib/schema-errors.ts';
import { type ScheduleWrite, useScheduleWrite } from '../../../sync/use-schedule-write.ts';

function inputOf(doctor: Doctor): DoctorInput {
  const { name, specialty, about, timeZone, visitTypeIds, visitDurations } = doctor;
  return { name, specialty, about, timeZone, visitTypeIds, visitDurations };
}

/** A new doctor works in the zone of the clinic until told otherwise. */
function emptyInput(timeZone: string): DoctorInput {
  return { name: '', specialty: '', about: '', timeZone, visitTypeIds: [], visitDurations: [] };
}

/** State and saving of a doctor's profile. `doctor` null adds one. */
export function useDoctorForm(doctor: Doctor | null, onSaved: (saved: Doctor) => void) {
  const { api, stores } = useServices();
  const write: ScheduleWrite = useScheduleWrite(doctor?.id ?? '');
  const clinicZone = stores.clinic.getState().clinic?.timeZone ?? deviceTimeZone();
  const [input, setInput] = useState(() => (doctor === null ? emptyInput(clinicZone) : inputOf(doctor)));
  const [base, setBase] = useState(doctor);
  const [checked, setChecked] = useState(false);
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const found = checked ? schemaErrors(DoctorInput, input) : {};

  const add = async () => {
    setAdding(true);
    try {
      onSaved((await api.call(createDoctor, { body: input })).doctor);
    } catch (error) {
      setProblem(toApiError(error).problem);
    } finally {
      setAdding(false);
    }
  };
  const update = async (over: Doctor) => {
    const outcome = await write.run((decisions) =>
      api.call(updateDoctor, {
        params: { doctorId: over.id },
        body: { ...input, version: over.version, decisions },
      }),
    );
    if (outcome.kind === 'saved') {
      onSaved(outcome.value.doctor);
    } else if (outcome.kind === 'refused') {
      setProblem(outcome.problem);
    }
  };
  const save = async (over: Doctor | null) => {
    setChecked(true);
    if (Object.keys(schemaErrors(DoctorInput, input)).length === 0) {
      setProblem(null);
      await (over === null ? add() : update(over));
    }
  };
  const theirs = currentOf(problem, Doctor);
  return {
    input,
    set: (change: Partial<DoctorInput>) => setInput({ ...input, ...change }),
    errors: { ...fieldErrorsOf(problem), ...found } as Readonly<Record<string, string>>,
    problem,
    theirs,
    write,
    busy: adding || write.busy,
    save: () => save(base),
    saveOverTheirs: () => save(theirs ?? base),
    loadTheirs: () => {
      if (theirs !== undefined) {
        setBase(theirs);
        setInput(inputOf(theirs));
        setProblem(null);
      }
    },
  };
}
