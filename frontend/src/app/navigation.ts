import type { SessionUser } from '@openslot/shared/contracts/session';

export interface NavigationEntry {
  readonly to: string;
  readonly label: string;
}

const FIND: NavigationEntry = { to: '/', label: 'Find a doctor' };
const VISITS: NavigationEntry = { to: '/appointments', label: 'My visits' };
const SCHEDULE: NavigationEntry = { to: '/schedule', label: 'Schedule' };
const PATIENTS: NavigationEntry = { to: '/patients', label: 'Patients' };
const ADMIN: NavigationEntry = { to: '/admin', label: 'Admin' };

/** The pages a person has use for, in reading order. */
export function navigationFor(user: SessionUser | null): readonly NavigationEntry[] {
  switch (user?.role) {
    case 'admin':
      return [FIND, SCHEDULE, PATIENTS, ADMIN];
    case 'front_desk':
      return [FIND, SCHEDULE, PATIENTS];
    case 'doctor':
      return [SCHEDULE, FIND];
    case 'patient':
      return [FIND, VISITS];
    case undefined:
      return [FIND];
  }
}
