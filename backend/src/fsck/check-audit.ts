import { type AuditRow, type Check, groupBy, type Violation } from './snapshot.ts';

/** By which a visit comes into being. */
const BEGINNINGS: readonly string[] = [
  'appointment_booked',
  'appointment_requested',
  'appointment_overbooked',
];

/** Each change of an offer has its audit row and the other way round; each visit its booking and every version a row. */
export const checkAudit: Check = ({ audit, log, visits }) => {
  const numbered = audit.filter(({ seq }) => seq !== null);
  const audited = new Set(numbered.map(numberOf));
  const logged = new Set(log.map(numberOf));
  const ofVisit = groupBy(
    audit.filter(({ subjectType }) => subjectType === 'appointment'),
    ({ subjectId }) => subjectId,
  );
  return [
    ...[...logged]
      .filter((number) => !audited.has(number))
      .map((number) => ({ rule: 'not-audited', text: `log row ${number} has no audit row` })),
    ...[...audited]
      .filter((number) => !logged.has(number))
      .map((number) => ({ rule: 'not-logged', text: `audit row ${number} has no log row` })),
    ...visits.flatMap(({ id, version }) => ofOneVisit(id, version, ofVisit.get(id) ?? [])),
  ];
};

const numberOf = ({ doctorId, seq }: { readonly doctorId: string | null; readonly seq: number | null }) =>
  `doctor ${doctorId} seq ${seq}`;

function ofOneVisit(id: string, version: number, rows: readonly AuditRow[]): Violation[] {
  const beginnings = rows.filter(({ action }) => BEGINNINGS.includes(action)).length;
  return [
    ...(beginnings === 1
      ? []
      : [{ rule: 'not-audited', text: `visit ${id} has ${beginnings} audit rows of its booking` }]),
    ...(rows.length >= version
      ? []
      : [
          {
            rule: 'not-audited',
            text: `visit ${id} has version ${version} and only ${rows.length} audit rows`,
          },
        ]),
  ];
}
