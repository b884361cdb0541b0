import type { Doctor } from '@openslot/shared/contracts/doctors';
import { withDurationsOf } from '@openslot/shared/visits/doctor-visit-types';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';

/** What the older API calls a kind of visit. */
export interface SessionKind {
  readonly session_type?: string | undefined;
  /** Minutes. */
  readonly session_duration?: number | undefined;
}

interface NamedSession {
  readonly session_type: string;
  readonly session_duration: number;
}

/** Weeks ahead are not limited in the older API; ours are, at a quarter of a year. */
const BOOKING_WINDOW_DAYS = 90;

const same = (a: string, b: string) => a.toLocaleLowerCase('en') === b.toLocaleLowerCase('en');
const longName = (type: string, minutes: number) => `${type} (${minutes} minutes)`;

/** The type as the older API names it: a name that two durations share carries its duration here. */
export function sessionTypeOf(visitTypeName: string, minutes: number): string {
  const suffix = longName('', minutes);
  return visitTypeName.endsWith(suffix) ? visitTypeName.slice(0, -suffix.length) : visitTypeName;
}

/** Whether a request means sessions of this type and duration; one that leaves out either means all of them. */
export function isMeant(session: NamedSession, kind: SessionKind): boolean {
  const { session_type: type, session_duration: minutes } = kind;
  return (
    (minutes === undefined || minutes === session.session_duration) &&
    (type === undefined || same(session.session_type, type))
  );
}

/** The visit type that has this name and duration with the doctor: the one there is, or a new one without buffers and notice. */
export async function ensureVisitType(
  commands: CompatibilityCommands,
  context: CommandContext,
  doctor: Doctor,
  type: string,
  minutes: number,
): Promise<string> {
  const visitTypes = await commands.listVisitTypes();
  const known = withDurationsOf(doctor, visitTypes).find(
    ({ active, name, durationMinutes }) =>
      active && durationMinutes === minutes && same(sessionTypeOf(name, durationMinutes), type),
  );
  if (known !== undefined) {
    return known.id;
  }
  const taken = visitTypes.some(({ name }) => same(name, type));
  const created = await commands.createVisitType(context, {
    name: taken ? longName(type, minutes) : type,
    mode: 'in_person',
    durationMinutes: minutes,
    stepMinutes: null,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 0,
    bookingWindowDays: BOOKING_WINDOW_DAYS,
    needsApproval: false,
    cancellationCutoffMinutes: 0,
  });
  return created.id;
}
