import { Select, TextInput } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { listDoctors } from '@openslot/shared/contracts/doctors';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import { isLocalEndTime } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import { useState } from 'react';
import { useServices, useSession } from '../../../app/services-context.ts';
import { isoInstant } from '../../../lib/clock.ts';
import { useRead } from '../../../lib/use-read.ts';
import { type MoveFormStart, useMoveForm } from '../../../sync/use-move-form.ts';
import { MoveForm } from '../../../ui/move/move-form.tsx';

interface Props {
  readonly appointment: Appointment;
  readonly onBack: () => void;
  readonly onMoved: () => void;
  readonly start?: MoveFormStart;
}

const RASTER_SECONDS = 300;

/** Moves a visit for the clinic: to a free time, or to any time within the working hours; the desk also to another doctor. */
export function MoveVisit({ appointment, onBack, onMoved, start }: Props) {
  const { user } = useSession();
  const form = useMoveForm(appointment, appointment.timeZone, onMoved, start);
  const [time, setTime] = useState('');
  const setOwnTime = (next: string) => {
    setTime(next);
    if (isLocalEndTime(next)) {
      const startsAt = isoInstant(wallClockToInstant(appointment.timeZone, form.from, next));
      form.choose({ startsAt, doctorId: form.doctorId });
    }
  };
  const leave = () => {
    if (time !== '') {
      setTime('');
      form.choose(null);
    }
  };
  return (
    <MoveForm
      appointment={appointment}
      timeZone={appointment.timeZone}
      onBack={onBack}
      {...form}
      showFrom={(date) => {
        leave();
        form.showFrom(date);
      }}
      leaf={(direction) => {
        leave();
        form.leaf(direction);
      }}
      choose={(choice) => {
        setTime('');
        form.choose(choice);
      }}
      above={
        isFrontDeskOrAdmin(user) && (
          <DoctorSelect appointment={appointment} value={form.doctorId} onChange={form.chooseDoctor} />
        )
      }
      below={
        <TextInput
          type="time"
          label="Or any other time of this date"
          description="Within the working hours; notice and the usual starts do not bind the clinic."
          step={RASTER_SECONDS}
          value={time}
          onChange={(event) => setOwnTime(event.currentTarget.value)}
        />
      }
    />
  );
}

interface DoctorProps {
  readonly appointment: Appointment;
  readonly value: string;
  readonly onChange: (doctorId: string) => void;
}

/** Doctors who offer visits of this type, and the one the visit is with. */
function DoctorSelect({ appointment, value, onChange }: DoctorProps) {
  const { api } = useServices();
  const { doctorId, doctorName, visitTypeId } = appointment;
  const read = useRead('doctors', (signal) =>
    api.call(listDoctors, { signal, query: { pageSize: '100', visitTypeId } }),
  );
  const others = (read.value?.items ?? []).filter(({ id }) => id !== doctorId);
  return (
    <Select
      label="Doctor"
      searchable
      allowDeselect={false}
      data={[
        { value: doctorId, label: doctorName },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value}
      nothingFoundMessage={read.status === 'failed' ? 'The doctors could not be read' : 'No doctor found'}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}
