import { Button, Group, TextInput } from '@mantine/core';
import { isLocalTime, type LocalDate } from '@openslot/shared/time/local-date';
import { wallClockToInstant } from '@openslot/shared/time/zone';
import { useState } from 'react';
import { isoInstant } from '../../lib/clock.ts';
import { useBookingFor } from './use-booking-for.ts';

interface Props {
  readonly doctorId: string;
  readonly date: LocalDate;
  readonly timeZone: string;
  readonly onChoose: (startsAt: string) => void;
}

const RASTER_SECONDS = 300;

/** For staff: a time that is not in the list, to be booked anyway. Nothing for everybody else. */
export function AnyTime({ doctorId, date, timeZone, onChoose }: Props) {
  const { as } = useBookingFor(doctorId);
  const [time, setTime] = useState('');
  if (as !== 'clinic') {
    return null;
  }
  return (
    <Group gap="xs" align="flex-end" mt="lg" wrap="nowrap">
      <TextInput
        type="time"
        label="Another time of this day"
        step={RASTER_SECONDS}
        flex={1}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={!isLocalTime(time)}
        onClick={() => onChoose(isoInstant(wallClockToInstant(timeZone, date, time)))}
      >
        Choose
      </Button>
    </Group>
  );
}
