import { Modal } from '@mantine/core';
import { createPatient, readPatient } from '@openslot/shared/contracts/patients';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { useLastOpened } from '../../lib/use-last-opened.ts';
import { PatientForm } from '../../ui/people/patient-form.tsx';
import { NEW_PATIENT } from '../../ui/people/use-patient-form.ts';
import { ClaimLink } from './claim-link.tsx';
import { EditPatient } from './edit-patient.tsx';
import { PatientDetails } from './patient-details.tsx';
import type { PatientTask } from './patient-task.ts';

interface Props {
  readonly task: PatientTask | null;
  readonly onTask: (task: PatientTask | null) => void;
  readonly onSaved: () => void;
}

function titleOf(task: PatientTask): string {
  switch (task.kind) {
    case 'add':
      return 'New patient';
    case 'view':
      return task.patient.name;
    case 'edit':
      return `Change ${task.patient.name}`;
    case 'link':
      return `Link for ${task.patient.name}`;
  }
}

/** The dialog of the list of patients. A started form survives a stray click, and so does a link that is shown once. */
export function PatientDialogs({ task, onTask, onSaved }: Props) {
  const { shown, key } = useLastOpened(task);
  return (
    <Modal
      opened={task !== null}
      onClose={() => onTask(null)}
      title={shown === null ? '' : titleOf(shown)}
      closeOnClickOutside={shown?.kind === 'view'}
    >
      {shown !== null && <Content key={key} task={shown} onTask={onTask} onSaved={onSaved} />}
    </Modal>
  );
}

function Content({ task, onTask, onSaved }: Props & { readonly task: PatientTask }) {
  switch (task.kind) {
    case 'add':
      return <AddPatient onTask={onTask} onSaved={onSaved} />;
    case 'view':
      return <PatientDetails patient={task.patient} onTask={onTask} />;
    case 'edit':
      return (
        <EditPatient
          patient={task.patient}
          onBack={(patient) => onTask({ kind: 'view', patient })}
          onSaved={(patient) => {
            onSaved();
            onTask({ kind: 'view', patient });
          }}
        />
      );
    case 'link':
      return (
        <ClaimLink patient={task.patient} onClose={() => onTask({ kind: 'view', patient: task.patient })} />
      );
  }
}

function AddPatient({ onTask, onSaved }: Omit<Props, 'task'>) {
  const { api } = useServices();
  const [seed] = useState(NEW_PATIENT);
  return (
    <PatientForm
      initial={seed}
      schema={createPatient.body}
      saveLabel="Add"
      onSave={async (fields, allowDuplicate) => {
        const { patient } = await api.call(createPatient, { body: { ...fields, allowDuplicate } });
        onSaved();
        onTask({ kind: 'view', patient });
      }}
      onUse={({ id }) =>
        void api
          .call(readPatient, { params: { patientId: id } })
          .then(({ patient }) => onTask({ kind: 'view', patient }))
      }
      onCancel={() => onTask(null)}
    />
  );
}
