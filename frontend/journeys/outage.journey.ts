import { beforeAll, describe, expect, it } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import {
  badge,
  expectFreeTimes,
  halfHours,
  markUnavailable,
  openBooking,
  openUnavailability,
} from './support/pages.ts';
import { dayFromNow, hireDoctor, type JourneyDoctor, signIn, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;
let doctor: JourneyDoctor;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
  doctor = await hireDoctor(admin, clinic.baseUrl, 'Dr. Ines Calder');
});

describe('a server that stops and starts between two changes', () => {
  it('leaves no page behind: what is shown says how old it is, then is right again by itself', async () => {
    const date = dayFromNow(7);
    const patient = await browser.open({ baseUrl: clinic.baseUrl });
    await openBooking(patient.page, doctor, date);
    await badge(patient.page, 'Live').waitFor();
    await patient.page.evaluate('window.notReloaded = true');
    const own = await browser.open({ baseUrl: clinic.baseUrl });
    await signIn(own, clinic.baseUrl, doctor.credentials);
    await openUnavailability(own.page);
    await markUnavailable(own.page, { date, from: '09:00', to: '10:00' });
    await expectFreeTimes(patient.page, halfHours('10:00', '16:30'));

    await clinic.stop();
    await badge(patient.page, 'Offline').waitFor();
    expect(await badge(patient.page, 'Offline').getAttribute('aria-label')).toMatch(/as of \d{1,2}:\d{2}/);
    // The list stays: an old answer that says so is worth more than an empty page.
    await expectFreeTimes(patient.page, halfHours('10:00', '16:30'));
    await clinic.start();

    // Changed by somebody whose page was never away, before the patient's may have come back.
    await openUnavailability(admin.page, doctor.id);
    await markUnavailable(admin.page, { date, from: '16:00', to: '17:00' });
    await expectFreeTimes(patient.page, halfHours('10:00', '15:30'), 20_000);
    await badge(patient.page, 'Live').waitFor();
    expect(await patient.page.evaluate('window.notReloaded === true')).toBe(true);
  });
});
