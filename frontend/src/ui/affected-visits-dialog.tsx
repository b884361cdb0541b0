import { Alert, Button, Checkbox, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import type { AffectedAppointment, Decisions } from '@openslot/shared/contracts/common';
import { useState } from 'react';
import { keepAll, type PendingDecision } from '../lib/affected-visits.ts';
import { formatDateShort, formatTime } from '../lib/format.ts';

interface Props {
  readonly pending: PendingDecision | null;
  readonly timeZone: string;
}

/** Asks for a decision on each visit in the way of a change. Closing it leaves the form as it was. */
export function AffectedVisitsDialog({ pending, timeZone }: Props) {
  return (
    <Modal
      opened={pending !== null}
      onClose={() => pending?.decide(null)}
      title="Booked visits need a decision"
      size="lg"
      zIndex={400}
    >
      {pending !== null && (
        <Decide
          key={pending.visits.map((visit) => visit.appointmentId).join()}
          visits={pending.visits}
          timeZone={timeZone}
          decide={pending.decide}
        />
      )}
    </Modal>
  );
}

interface DecideProps {
  readonly visits: readonly AffectedAppointment[];
  readonly timeZone: string;
  readonly decide: (decisions: Decisions | null) => void;
}

function Decide({ visits, timeZone, decide }: DecideProps) {
  const [kept, setKept] = useState<readonly string[]>([]);
  const missing = visits.length - kept.length;
  const toggle = (id: string) =>
    setKept((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]));
  return (
    <Stack>
      <Text size="sm">
        {visits.length === 1 ? 'One booked visit is' : `${visits.length} booked visits are`} in the way of
        this change. A visit that is kept takes place as booked. To cancel one instead, go back, open the
        visit in the calendar and cancel it there.
      </Text>
      <ScrollArea.Autosize mah="45dvh" type="auto">
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {visits.map((visit) => (
            <li key={visit.appointmentId}>
              <Checkbox
                checked={kept.includes(visit.appointmentId)}
                onChange={() => toggle(visit.appointmentId)}
                label={`Keep ${visit.patientName}, ${visit.visitTypeName}`}
                description={`${formatDateShort(visit.startsAt, timeZone)}, ${formatTime(visit.startsAt, timeZone)} – ${formatTime(visit.endsAt, timeZone)}`}
              />
            </li>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      {missing > 0 && (
        <Alert color="yellow" role="status" p="xs">
          {missing === 1 ? 'One visit still needs' : `${missing} visits still need`} a decision.
        </Alert>
      )}
      <Group justify="space-between">
        <Button
          variant="default"
          disabled={missing === 0}
          onClick={() => setKept(visits.map((visit) => visit.appointmentId))}
        >
          Keep all
        </Button>
        <Group>
          <Button variant="subtle" onClick={() => decide(null)}>
            Go back
          </Button>
          <Button disabled={missing > 0} onClick={() => decide(keepAll(kept))}>
            Save
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
