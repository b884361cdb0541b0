import type { AuditEntry } from '@openslot/shared/contracts/audit';
import { z } from 'zod';
import { deviceTimeZone, formatDateShort, formatLocalDateShort, formatTime } from '../../../lib/format.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  appointment_booked: 'booked a visit',
  appointment_cancelled: 'cancelled a visit',
  appointment_approved: 'approved a visit',
  appointment_declined: 'declined a visit',
  appointment_arrived: 'noted that a patient arrived',
  appointment_arrival_taken_back: 'took an arrival back',
  appointment_started: 'began a visit',
  appointment_completed: 'completed a visit',
  appointment_no_show: 'noted that a patient did not come',
  appointment_moved: 'moved a visit',
  appointment_move_undone: 'took the move of a visit back',
  appointment_overbooked: 'overbooked a time on purpose',
  slot_held: 'began to book a time',
  hold_renewed: 'kept a time held',
  hold_released: 'gave a held time back',
  hold_expired: 'offered a held time again',
  booking_settings_changed: 'changed the booking settings',
  patient_added: 'added a patient',
  patient_updated: "changed a patient's details",
  patient_claimed: 'took over their patient record',
  claim_link_made: 'made a link to a patient record',
  claim_link_mailed: 'had a link to a patient record mailed',
  address_verified: 'confirmed their e-mail address',
  mail_given_up: 'could not send a mail',
  marked_unavailable: 'marked unavailable',
  updated_unavailability: 'changed an unavailability',
  removed_unavailability: 'removed an unavailability',
  template_created: 'added weekly hours',
  template_updated: 'changed weekly hours',
  template_deleted: 'removed weekly hours',
  override_set: 'set a date override',
  override_removed: 'removed a date override',
  doctor_created: 'added the doctor',
  doctor_updated: 'changed the profile',
  doctor_deactivated: 'deactivated the doctor',
  doctor_reactivated: 'reactivated the doctor',
  visit_type_created: 'added a visit type',
  visit_type_updated: 'changed a visit type',
  holidays_updated: 'changed the holidays',
  clinic_rules_updated: 'applied new clinic rules',
  clinic_founded: 'set up the clinic',
  staff_invited: 'invited somebody to sign in',
  invitation_renewed: 'made a new invitation link',
  invitation_mailed: 'had an invitation mailed',
  staff_disabled: 'disabled a sign-in',
  staff_enabled: 'enabled a sign-in',
};

/** What was done, in plain words; an action without words of its own is shown by its name. */
export function actionText(action: string): string {
  return ACTIONS[action] ?? action.replaceAll('_', ' ');
}

const text = z.string();
const Period = z.object({
  startDate: text,
  endDate: text,
  allDay: z.boolean(),
  startTime: text.nullable(),
  endTime: text.nullable(),
});
const Visit = z.object({ startsAt: text, endsAt: text });
const Overrides = z.object({ overrides: z.array(z.object({ date: text, windows: z.array(z.unknown()) })) });
const OneDate = z.object({ date: text });
const From = z.object({ effectiveFrom: text });
const Named = z.object({ name: text });
const Role = z.object({ role: text });
const Decided = z.object({ decided: z.array(z.unknown()).min(1) });

function periodText({ startDate, endDate, allDay, startTime, endTime }: z.infer<typeof Period>): string {
  const [first, last] = [formatLocalDateShort(startDate), formatLocalDateShort(endDate)];
  if (allDay) {
    return first === last ? `${first}, all day` : `${first} – ${last}, all day`;
  }
  return first === last
    ? `${first}, ${startTime}–${endTime}`
    : `${first}, ${startTime} – ${last}, ${endTime}`;
}

function overridesText({ overrides }: z.infer<typeof Overrides>): string {
  const shown = overrides
    .slice(0, 3)
    .map(
      ({ date, windows }) =>
        `${formatLocalDateShort(date)} ${windows.length === 0 ? 'closed' : 'other hours'}`,
    );
  const rest = overrides.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function visitText({ startsAt, endsAt }: z.infer<typeof Visit>): string {
  const zone = deviceTimeZone();
  return `${formatDateShort(startsAt, zone)}, ${formatTime(startsAt, zone)}–${formatTime(endsAt, zone)}`;
}

const DETAILS: readonly ((facts: unknown) => string | null)[] = [
  described(Period, periodText),
  described(Visit, visitText),
  described(Overrides, overridesText),
  described(OneDate, ({ date }) => formatLocalDateShort(date)),
  described(From, ({ effectiveFrom }) => `from ${formatLocalDateShort(effectiveFrom)}`),
  described(Named, ({ name }) => name),
  described(Role, ({ role }) => `as ${role.replaceAll('_', ' ')}`),
];

function described<T extends z.ZodType>(schema: T, describe: (facts: z.output<T>) => string) {
  return (facts: unknown): string | null => {
    const parsed = schema.safeParse(facts);
    return parsed.success ? describe(parsed.data) : null;
  };
}

/** When and which: dates and times of the change, and how many visits were kept in spite of it. */
export function detailText({ facts }: Pick<AuditEntry, 'facts'>): string {
  const detail = DETAILS.map((describe) => describe(facts)).find((words) => words !== null) ?? '';
  const decided = Decided.safeParse(facts);
  const count = decided.success ? decided.data.decided.length : 0;
  const kept = count === 0 ? '' : `${count} ${count === 1 ? 'visit' : 'visits'} kept`;
  return [detail, kept].filter((words) => words !== '').join(' · ');
}
