import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { AccessWorld, Who } from './access-world.ts';
import type { CallOptions } from './client.ts';

export type Statuses = Readonly<Record<Who, number>>;

/** One request, new for each person, and what each of them must be answered. It is valid: only access decides. */
export interface AccessRow {
  readonly endpoint: Endpoint;
  /** What is special about this request, where an endpoint has several rows. */
  readonly variant?: string;
  readonly expected: Statuses;
  readonly call: (world: AccessWorld, who: Who) => CallOptions | Promise<CallOptions>;
}

export const all = (status: number): Statuses => ({
  visitor: status,
  patient: status,
  stranger: status,
  doctor: status,
  colleague: status,
  frontDesk: status,
  admin: status,
});
export const nobody: Statuses = { ...all(403), visitor: 401 };
export const administrators = (status: number): Statuses => ({ ...nobody, admin: status });
export const frontDesk = (status: number): Statuses => ({ ...administrators(status), frontDesk: status });
/** The schedule of `doctor`; a colleague is a doctor like any other person. */
export const ownSchedule = (status: number): Statuses => ({ ...frontDesk(status), doctor: status });
export const patientsOnly = (status: number): Statuses => ({ ...nobody, patient: status, stranger: status });
export const signedIn = (status: number): Statuses => ({ ...all(status), visitor: 401 });

export const row = (
  endpoint: Endpoint,
  expected: Statuses,
  call: AccessRow['call'] = () => ({}),
  variant?: string,
): AccessRow => ({ endpoint, expected, call, ...(variant !== undefined && { variant }) });
