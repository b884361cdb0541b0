import { Select, SimpleGrid, Skeleton, Stack, TextInput } from '@mantine/core';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { isLocalDate, isLocalTime } from '@openslot/shared/time/local-date';
import { localDateOf, wallClockToInstant } from '@openslot/shared/time/zone';
import { visitTypesOf } from '@openslot/shared/visits/doctor-visit-types';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { formatMinutes } from '../../../lib/format.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useSchedule } from '../schedule-context.ts';
import { ExplainResult } from './explain-result.tsx';

interface Question {
  readonly visitTypeId: string;
  readonly date: string;
  readonly time: string;
}

/** The instant of the asked time; undefined while it is being typed, or when the clocks skip it to another date. */
function askedInstant(timeZone: string, { date, time }: Question): string | undefined {
  if (!isLocalDate(date) || !isLocalTime(time)) {
    return undefined;
  }
  const at = wallClockToInstant(timeZone, date, time);
  return localDateOf(timeZone, at) === date ? new Date(at).toISOString() : undefined;
}

/** Asks for a kind of visit, a date and a time, and answers why it can or cannot be booked. */
export function ExplainForm({ date }: { readonly date: string }) {
  const { doctor } = useSchedule();
  const { api } = useServices();
  const read = useRead('visit-types', (signal) => api.call(listVisitTypes, { signal, query: {} }));
  const offered = visitTypesOf(doctor, read.value?.items ?? []);
  const [question, setQuestion] = useState<Question>({ visitTypeId: '', date, time: '' });
  const visitTypeId = question.visitTypeId || (offered[0]?.id ?? '');
  const set = (change: Partial<Question>) => setQuestion({ ...question, ...change });
  if (read.value === undefined) {
    return read.status === 'failed' ? (
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
    ) : (
      <Skeleton h={200} radius="md" />
    );
  }
  return (
    <Stack>
      <Select
        label="Kind of visit"
        data={offered.map((type) => ({
          value: type.id,
          label: `${type.name} (${formatMinutes(type.durationMinutes)})`,
        }))}
        value={visitTypeId}
        allowDeselect={false}
        onChange={(value) => set({ visitTypeId: value ?? '' })}
      />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          type="date"
          label="Date"
          value={question.date}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="Time"
          data-autofocus
          value={question.time}
          onChange={(event) => set({ time: event.currentTarget.value })}
        />
      </SimpleGrid>
      {visitTypeId !== '' && isLocalDate(question.date) && <Answer question={{ ...question, visitTypeId }} />}
    </Stack>
  );
}

function Answer({ question }: { readonly question: Question }) {
  const { doctor, version } = useSchedule();
  const { api } = useServices();
  const { visitTypeId, date } = question;
  const startsAt = askedInstant(doctor.timeZone, question);
  const query = { visitTypeId, date, ...(startsAt === undefined ? {} : { startsAt }) };
  const read = useRead(
    Object.values(query).join('|'),
    (signal) => api.call(explainSlots, { signal, params: { doctorId: doctor.id }, query }),
    version,
  );
  if (read.value !== undefined) {
    return <ExplainResult answer={read.value} />;
  }
  return read.status === 'failed' ? (
    <ProblemAlert problem={read.problem} onRetry={read.reload} />
  ) : (
    <Skeleton h={120} radius="md" />
  );
}
