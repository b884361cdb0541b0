import type { StaffRole } from '@openslot/shared/contracts/staff';

const ROLES: Readonly<Record<StaffRole, string>> = {
  doctor: 'Doctor',
  front_desk: 'Front desk',
  admin: 'Admin',
};

export const ROLE_OPTIONS = Object.entries(ROLES).map(([value, label]) => ({ value, label }));

export function roleName(role: StaffRole): string {
  return ROLES[role];
}
