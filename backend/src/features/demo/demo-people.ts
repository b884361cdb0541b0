import type { Role } from '@openslot/shared/contracts/session';
import type { WeeklyWindow } from '@openslot/shared/contracts/templates';
import type { VisitTypeInput } from '@openslot/shared/contracts/visit-types';

/** Everybody here is invented. Telephone numbers are from the range that is never given out. */

export const DEMO_CLINIC = { name: 'Lindenhof Clinic', timeZone: 'Europe/Berlin' } as const;

/** The kind of visit that the demo's patients have to ask for. */
export const HEALTH_CHECK: VisitTypeInput = {
  name: 'Health check',
  mode: 'in_person',
  durationMinutes: 45,
  stepMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 15,
  minimumNoticeMinutes: 24 * 60,
  bookingWindowDays: 60,
  needsApproval: true,
  cancellationCutoffMinutes: 24 * 60,
};

export interface DemoDoctor {
  readonly name: string;
  readonly specialty: string;
  readonly about: string;
  readonly timeZone: string;
  /** Names of visit types. */
  readonly offers: readonly string[];
  /** Names of visit types that have to be asked for. */
  readonly onRequest?: readonly string[];
  readonly windows: WeeklyWindow[];
  /** How many of ten working days have a visit or more. */
  readonly busy: number;
}

const EVERYTHING = ['Consultation', 'Follow-up', 'Video visit', 'Phone call'];
const BERLIN = DEMO_CLINIC.timeZone;

/** The same windows on several days; 0 is Sunday. */
function weekly(days: readonly number[], ...windows: readonly [string, string][]): WeeklyWindow[] {
  return days.flatMap((dayOfWeek) =>
    windows.map(([start, end]) => ({ dayOfWeek, start, end, maxSessions: null })),
  );
}

export const DEMO_DOCTORS: readonly DemoDoctor[] = [
  {
    name: 'Dr. Amara Okafor',
    specialty: 'Family medicine',
    about: 'Looks after whole families, from the first cough to the long walk back to health.',
    timeZone: BERLIN,
    offers: EVERYTHING,
    onRequest: [HEALTH_CHECK.name],
    windows: weekly([1, 2, 3, 4, 5], ['08:00', '12:00'], ['13:00', '17:00']),
    busy: 9,
  },
  {
    name: 'Dr. Jonas Weber',
    specialty: 'Family medicine',
    about: 'Early and late hours for people who work. Speaks German, English and Polish.',
    timeZone: BERLIN,
    offers: EVERYTHING,
    onRequest: [HEALTH_CHECK.name],
    windows: [
      ...weekly([1, 3, 5], ['09:00', '13:00'], ['14:00', '18:00']),
      ...weekly([2, 4], ['12:00', '15:00'], ['16:00', '20:00']),
    ],
    busy: 7,
  },
  {
    name: 'Dr. Sofia Marín',
    specialty: 'Cardiology',
    about: 'Heart rhythm, blood pressure, and time to explain what the curves mean.',
    timeZone: BERLIN,
    offers: ['Consultation', 'Follow-up', 'Video visit'],
    windows: weekly([1, 2, 3, 4], ['08:30', '12:30'], ['13:30', '16:30']),
    busy: 8,
  },
  {
    name: 'Dr. Liam Chen',
    specialty: 'Dermatology',
    about: 'Skin checks and everything that itches. Saturdays for those who travel far.',
    timeZone: BERLIN,
    offers: ['Consultation', 'Follow-up', 'Video visit'],
    windows: [
      ...weekly([2, 3, 4, 5], ['10:00', '14:00'], ['15:00', '19:00']),
      ...weekly([6], ['09:00', '12:00']),
    ],
    busy: 6,
  },
  {
    name: 'Dr. Priya Nair',
    specialty: 'Paediatrics',
    about: 'For children from their first day to their eighteenth birthday, and for their parents.',
    timeZone: BERLIN,
    offers: EVERYTHING,
    windows: [...weekly([1, 2, 3, 4, 5], ['08:00', '12:00']), ...weekly([1, 3], ['14:00', '17:30'])],
    busy: 8,
  },
  {
    name: 'Dr. Mateo Silva',
    specialty: 'Paediatrics',
    about: 'The weekend and night service for children, when everybody else is closed.',
    timeZone: BERLIN,
    offers: ['Consultation', 'Phone call'],
    windows: [...weekly([5, 6], ['18:00', '02:00']), ...weekly([0], ['10:00', '16:00'])],
    busy: 5,
  },
  {
    name: 'Dr. Noah Fischer',
    specialty: 'Orthopaedics',
    about: 'Knees, hips and backs, two days a week. The other days he operates elsewhere.',
    timeZone: BERLIN,
    offers: ['Consultation', 'Follow-up'],
    windows: weekly([1, 4], ['09:00', '15:00']),
    busy: 9,
  },
  {
    name: 'Dr. Grace Ellery',
    specialty: 'Psychiatry',
    about: 'Works from London by video and telephone; her hours are London hours.',
    timeZone: 'Europe/London',
    offers: ['Video visit', 'Phone call'],
    windows: weekly([1, 2, 3, 4, 5], ['09:00', '12:00'], ['13:00', '17:00']),
    busy: 6,
  },
];

export interface DemoPatient {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly birthDate: string;
  /** The name of the patient who books for them; named before. */
  readonly guardian?: string;
}

export const DEMO_PATIENTS: readonly DemoPatient[] = [
  {
    name: 'Ella Schmidt',
    email: 'ella.schmidt@example.org',
    phone: '+49 30 23125 011',
    birthDate: '1988-04-17',
  },
  {
    name: 'Mia Schmidt',
    email: null,
    phone: null,
    birthDate: '2019-03-21',
    guardian: 'Ella Schmidt',
  },
  {
    name: 'Tomas Baker',
    email: 'tomas.baker@example.org',
    phone: '+49 30 23125 012',
    birthDate: '1975-11-02',
  },
  {
    name: 'Ines Costa',
    email: 'ines.costa@example.org',
    phone: '+49 30 23125 013',
    birthDate: '1993-07-29',
  },
  {
    name: 'Karl Lang',
    email: 'karl.lang@example.org',
    phone: null,
    birthDate: '1949-01-08',
  },
  {
    name: 'Mina Sato',
    email: 'mina.sato@example.org',
    phone: '+49 30 23125 015',
    birthDate: '2016-09-12',
  },
  {
    name: 'Peter Novák',
    email: 'peter.novak@example.org',
    phone: '+49 30 23125 016',
    birthDate: '1961-05-23',
  },
  {
    name: 'Rosa Lind',
    email: 'rosa.lind@example.org',
    phone: '+49 30 23125 017',
    birthDate: '2001-12-30',
  },
  {
    name: 'Yusuf Demir',
    email: 'yusuf.demir@example.org',
    phone: '+49 30 23125 018',
    birthDate: '1982-03-05',
  },
];

export interface DemoPerson {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
}

/** Who can sign in to the demo; doctors and patients by the names above. */
export const DEMO_SIGN_INS: readonly DemoPerson[] = [
  { role: 'admin', name: 'Alex Admin', email: 'admin@example.org' },
  { role: 'front_desk', name: 'Frida Desk', email: 'front.desk@example.org' },
  { role: 'doctor', name: 'Dr. Amara Okafor', email: 'amara.okafor@example.org' },
  { role: 'doctor', name: 'Dr. Sofia Marín', email: 'sofia.marin@example.org' },
  { role: 'patient', name: 'Ella Schmidt', email: 'ella.schmidt@example.org' },
  { role: 'patient', name: 'Tomas Baker', email: 'tomas.baker@example.org' },
];
