import { z } from 'zod';
import {
  AppointmentActionInput,
  AppointmentId,
  AppointmentSaved,
  cancelAppointment,
} from './appointments.ts';
import { endpoint } from './endpoint.ts';

/** What can be done to a booked visit; who may, and from which status: `visits/transitions.ts`. */
export const VisitAction = z.enum([
  'approve',
  'decline',
  'cancel',
  'arrive',
  'start',
  'complete',
  'no_show',
  'back',
]);
export type VisitAction = z.infer<typeof VisitAction>;

/**
 * All actions answer alike. Refusals: 404 also for a visit that one may not see, 403 `forbidden`, 409
 * `stale_version` (`current` says what it is now) and `illegal_transition`.
 */
const action = <B extends typeof AppointmentActionInput>(name: string, summary: string, body: B) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/appointments/:appointmentId/${name}`,
    summary,
    access: 'signed-in',
    params: AppointmentId,
    body,
    response: AppointmentSaved,
  });

export const approveAppointment = action('approve', 'Confirm a requested visit', AppointmentActionInput);

/** Needs a `reason`: the patient is told it. */
export const declineAppointment = action(
  'decline',
  'Decline a requested visit; its time is offered again',
  AppointmentActionInput.refine(({ reason }) => reason !== null, {
    path: ['reason'],
    error: 'is needed: the patient is told it',
  }),
);

export const arriveAppointment = action(
  'arrive',
  'The patient is here; also after a no-show that came after all',
  AppointmentActionInput,
);

export const startAppointment = action('start', 'The visit begins', AppointmentActionInput);

export const completeAppointment = action('complete', 'The visit is over', AppointmentActionInput);

export const noShowAppointment = action('no-show', 'The patient did not come', AppointmentActionInput);

export const takeBackArrival = action(
  'back',
  'The patient is not here: undoes an arrival',
  AppointmentActionInput,
);

/** The endpoint of each action, for whoever offers them by the table. */
export const ACTION_ENDPOINTS = {
  approve: approveAppointment,
  decline: declineAppointment,
  cancel: cancelAppointment,
  arrive: arriveAppointment,
  start: startAppointment,
  complete: completeAppointment,
  no_show: noShowAppointment,
  back: takeBackArrival,
} as const satisfies Record<VisitAction, typeof cancelAppointment>;
