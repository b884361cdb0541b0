import * as address from '@openslot/shared/contracts/address';
import * as appointmentActions from '@openslot/shared/contracts/appointment-actions';
import * as appointments from '@openslot/shared/contracts/appointments';
import * as audit from '@openslot/shared/contracts/audit';
import * as auth from '@openslot/shared/contracts/auth';
import * as calendar from '@openslot/shared/contracts/calendar';
import * as changes from '@openslot/shared/contracts/changes';
import * as clinic from '@openslot/shared/contracts/clinic';
import * as common from '@openslot/shared/contracts/common';
import * as compatibility from '@openslot/shared/contracts/compatibility';
import * as doctors from '@openslot/shared/contracts/doctors';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import * as explain from '@openslot/shared/contracts/explain';
import * as freshness from '@openslot/shared/contracts/freshness';
import * as generate from '@openslot/shared/contracts/generate';
import * as holds from '@openslot/shared/contracts/holds';
import * as holidays from '@openslot/shared/contracts/holidays';
import * as hoursPreview from '@openslot/shared/contracts/hours-preview';
import * as mailbox from '@openslot/shared/contracts/mailbox';
import * as months from '@openslot/shared/contracts/months';
import * as moves from '@openslot/shared/contracts/moves';
import * as overrides from '@openslot/shared/contracts/overrides';
import * as patients from '@openslot/shared/contracts/patients';
import * as recurringOverrides from '@openslot/shared/contracts/recurring-overrides';
import * as session from '@openslot/shared/contracts/session';
import * as slotConflict from '@openslot/shared/contracts/slot-conflict';
import * as slots from '@openslot/shared/contracts/slots';
import * as slotsOfSpecialty from '@openslot/shared/contracts/slots-of-specialty';
import * as staff from '@openslot/shared/contracts/staff';
import * as templates from '@openslot/shared/contracts/templates';
import * as unavailability from '@openslot/shared/contracts/unavailability';
import * as visitTypes from '@openslot/shared/contracts/visit-types';
import { FieldError, Problem } from '@openslot/shared/errors/problem';
import { z } from 'zod';

/** Sections of the documentation, in the order in which a reader needs them. */
const SECTIONS: Readonly<Record<string, readonly object[]>> = {
  'Sign-in': [auth, session, address],
  Clinic: [clinic, visitTypes, holidays],
  Doctors: [doctors],
  'Bookable slots': [slots, months, slotsOfSpecialty, slotConflict, generate, changes],
  Holds: [holds],
  Appointments: [appointments, moves, appointmentActions],
  Schedule: [calendar, explain, templates, overrides, recurringOverrides, hoursPreview, unavailability],
  People: [patients, staff],
  Audit: [audit],
  Mail: [mailbox],
  Monitoring: [freshness],
  'Older availability API': [compatibility],
};

export interface DocumentedEndpoint {
  /** The name of its declaration; unique. */
  readonly name: string;
  readonly section: string;
  readonly endpoint: Endpoint;
}

/** Every declared endpoint, by section. */
export const documentedEndpoints: readonly DocumentedEndpoint[] = Object.entries(SECTIONS).flatMap(
  ([section, modules]) =>
    modules
      .flatMap((module): [string, unknown][] => Object.entries(module))
      .flatMap(([name, value]) => (isEndpoint(value) ? [{ name, section, endpoint: value }] : [])),
);

/** The schemas that have a name of their own, so that the document says each only once. */
export function namedSchemas(): z.core.$ZodRegistry<{ id: string }> {
  const names = z.registry<{ id: string }>();
  const exported = [common, ...Object.values(SECTIONS).flat(), { FieldError, Problem }];
  for (const [id, value] of exported.flatMap((module): [string, unknown][] => Object.entries(module))) {
    if (value instanceof z.ZodType) {
      names.add(value, { id });
    }
  }
  return names;
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
