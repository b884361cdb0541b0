import { z } from 'zod';
import { Decisions, LocalDate, Seq, shortText, Version } from './common.ts';
import { DoctorId } from './doctors.ts';
import { endpoint } from './endpoint.ts';

/** The most holidays one list may hold. */
export const MAX_HOLIDAYS = 500;

/** A date without working hours unless it has an override of its own (SL5). */
export const Holiday = z.strictObject({ date: LocalDate, name: shortText(100) });
export type Holiday = z.infer<typeof Holiday>;

const Holidays = z
  .array(Holiday)
  .max(MAX_HOLIDAYS)
  .superRefine((holidays, context) => {
    const seen = new Set<string>();
    for (const [index, { date }] of holidays.entries()) {
      if (seen.has(date)) {
        context.addIssue({ code: 'custom', path: [index, 'date'], message: 'is listed twice' });
      }
      seen.add(date);
    }
  });

/** The whole list, by date. */
export const HolidayList = z.object({ holidays: z.array(Holiday), version: Version });
export type HolidayList = z.infer<typeof HolidayList>;

export const listHolidays = endpoint({
  method: 'GET',
  path: '/api/v1/holidays',
  summary: 'Holidays of the clinic, past ones included',
  access: 'staff',
  response: HolidayList,
});

/** `adopting` counts the doctors whose slots do not follow the new holidays yet; it falls to 0 within moments. */
export const saveHolidays = endpoint({
  method: 'PUT',
  path: '/api/v1/holidays',
  summary: 'Replace the holidays of the clinic; booked visits stay',
  access: 'administer',
  body: z.strictObject({ version: Version, holidays: Holidays }),
  response: HolidayList.extend({ adopting: z.number().int() }),
});

export const listDoctorHolidays = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId/holidays',
  summary: 'Holidays of one doctor alone',
  access: 'manage-schedule',
  params: DoctorId,
  response: HolidayList,
});

/** They count beside the clinic's. Visits that new ones would leave outside the hours need a decision each. */
export const saveDoctorHolidays = endpoint({
  method: 'PUT',
  path: '/api/v1/doctors/:doctorId/holidays',
  summary: 'Replace the holidays of one doctor',
  access: 'manage-schedule',
  params: DoctorId,
  body: z.strictObject({ version: Version, holidays: Holidays, decisions: Decisions }),
  response: HolidayList.extend({ seq: Seq }),
});

/** `visits` counts booked visits to come that the new holiday of this date would leave outside the working hours. */
export const HolidayVisits = z.object({ date: z.string(), visits: z.number().int() });
export type HolidayVisits = z.infer<typeof HolidayVisits>;

export const checkHolidays = endpoint({
  method: 'POST',
  path: '/api/v1/holidays/check',
  summary: 'Count the booked visits that new holidays would meet; changes nothing',
  access: 'administer',
  body: z.strictObject({ holidays: Holidays }),
  response: z.object({ affected: z.array(HolidayVisits) }),
});
