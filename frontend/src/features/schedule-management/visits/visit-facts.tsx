import { Table } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import { formatDateLong, formatTime, formatZone } from '../../../lib/format.ts';
import { historyText } from '../../../ui/people/history-text.ts';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';

/** What is known of a visit, for staff. */
export function VisitFacts({ appointment }: { readonly appointment: Appointment }) {
  const { startsAt, endsAt, timeZone, createdAt, patientHistory, cancelReason } = appointment;
  const before = patientHistory === null ? null : historyText(patientHistory);
  const facts: readonly (readonly [string, string | null])[] = [
    ['Patient', appointment.patientName],
    ['Before', before],
    ['Visit', `${appointment.visitTypeName} · ${VISIT_MODES[appointment.mode].label}`],
    ['Doctor', appointment.doctorName],
    ['Date', formatDateLong(startsAt, timeZone)],
    ['Time', `${formatTime(startsAt, timeZone)} – ${formatTime(endsAt, timeZone)}`],
    ['Zone', formatZone(timeZone, Date.parse(startsAt))],
    ['Note', appointment.note === '' ? 'None' : appointment.note],
    ['Booked', `${formatDateLong(createdAt, timeZone)}, ${formatTime(createdAt, timeZone)}`],
    ['Reason', cancelReason],
  ];
  return (
    <Table variant="vertical" withRowBorders={false} layout="fixed">
      <Table.Tbody>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <Table.Tr key={name}>
                <Table.Th w="6rem">{name}</Table.Th>
                <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ),
        )}
      </Table.Tbody>
    </Table>
  );
}
