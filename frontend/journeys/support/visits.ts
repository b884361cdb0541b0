import { type Appointment, bookAppointment } from '@openslot/shared/contracts/appointments';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createVisitType, listVisitTypes, type VisitType } from '@openslot/shared/contracts/visit-types';
import type { Window } from './browser.ts';
import { CLINIC_ZONE, dayFromNow, type JourneyDoctor, send } from './people.ts';

interface Wanted {
  readonly date: string;
  /** By the clinic's clock. */
  readonly time: string;
  readonly visitTypeId: string;
  readonly patientId?: string;
  readonly note?: string;
}

/** The visit type of this name. */
export async function visitTypeNamed(person: Window, baseUrl: string, name: string): Promise<VisitType> {
  const { items } = await send(person.context, baseUrl, listVisitTypes);
  return items.find((type: VisitType) => type.name === name);
}

/** A visit type of half an hour that patients ask for. Make it before the doctors who shall offer it. */
export async function addApprovalType(admin: Window, baseUrl: string, name: string): Promise<VisitType> {
  const body = {
    name,
    mode: 'in_person',
    durationMinutes: 30,
    stepMinutes: null,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 0,
    bookingWindowDays: 60,
    needsApproval: true,
    cancellationCutoffMinutes: 0,
  };
  const { visitType } = await send(admin.context, baseUrl, createVisitType, { body });
  return visitType;
}

interface OfferedSlot {
  readonly startsAt: string;
}

async function offered(
  { context }: Window,
  baseUrl: string,
  doctor: JourneyDoctor,
  dates: { from: string; to: string; visitTypeId: string },
): Promise<OfferedSlot[]> {
  const query = new URLSearchParams({ ...dates, timeZone: CLINIC_ZONE });
  const path = readSlots.path.replace(':doctorId', doctor.id);
  const { days } = await (await context.request.get(`${baseUrl}${path}?${query}`)).json();
  return days.flatMap(({ slots }: { slots: OfferedSlot[] }) => slots);
}

/** Books over the API, as the person of this window. */
export async function bookVisit(
  person: Window,
  baseUrl: string,
  doctor: JourneyDoctor,
  { date, time, ...wanted }: Wanted,
): Promise<Appointment> {
  const { visitTypeId } = wanted;
  const slots = await offered(person, baseUrl, doctor, { from: date, to: date, visitTypeId });
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: CLINIC_ZONE });
  const slot = slots.find(({ startsAt }) => clock.format(new Date(startsAt)) === time);
  const body = { ...wanted, doctorId: doctor.id, startsAt: slot?.startsAt };
  return (await send(person.context, baseUrl, bookAppointment, { body })).appointment;
}

/** Books the next free time there is, within the hours to come. */
export async function bookNext(
  person: Window,
  baseUrl: string,
  doctor: JourneyDoctor,
  visitTypeId: string,
): Promise<Appointment> {
  const dates = { from: dayFromNow(0), to: dayFromNow(1), visitTypeId };
  const [slot] = await offered(person, baseUrl, doctor, dates);
  const body = { visitTypeId, doctorId: doctor.id, startsAt: slot?.startsAt };
  return (await send(person.context, baseUrl, bookAppointment, { body })).appointment;
}
