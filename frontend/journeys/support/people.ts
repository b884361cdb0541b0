import { randomUUID } from 'node:crypto';
import { createDoctor } from '@openslot/shared/contracts/doctors';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { inviteStaff, type StaffRole } from '@openslot/shared/contracts/staff';
import { createTemplate } from '@openslot/shared/contracts/templates';
import { listVisitTypes } from '@openslot/shared/contracts/visit-types';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import type { APIRequestContext } from 'playwright-core';
import type { Window } from './browser.ts';
import { ADMIN } from './clinic-process.ts';

export const CLINIC_ZONE = 'Europe/Berlin';
const PASSWORD = 'journey-password';

/** The date so many days from today at the clinic. */
export function dayFromNow(days: number): string {
  return addDays(localDateOf(CLINIC_ZONE, Date.now()), days);
}

interface SendOptions {
  readonly params?: Record<string, string>;
  readonly body?: unknown;
}

/** Sends a request as the person of this browser context, from our own origin. Anything but success ends the journey. */
export async function send(
  person: { readonly request: APIRequestContext },
  baseUrl: string,
  endpoint: Endpoint,
  { params = {}, body }: SendOptions = {},
) {
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) => params[name] ?? '');
  const answer = await person.request.fetch(`${baseUrl}${path}`, {
    method: endpoint.method,
    headers: { Origin: baseUrl, ...(endpoint.idempotent ? { 'Idempotency-Key': randomUUID() } : {}) },
    ...(body === undefined ? {} : { data: body }),
  });
  if (!answer.ok()) {
    throw new Error(`${endpoint.method} ${path}: ${answer.status()} ${await answer.text()}`);
  }
  return answer.json();
}

/** Signs this browser context in; its pages are signed in from their next load on. */
export async function signIn(
  { context }: Window,
  baseUrl: string,
  credentials: { email: string; password: string },
): Promise<void> {
  await post(context.request, baseUrl, '/api/auth/sign-in/email', credentials);
}

export async function signInAdmin(window: Window, baseUrl: string): Promise<void> {
  await signIn(window, baseUrl, ADMIN);
}

/** A patient who has just registered, signed in in this browser context. */
export async function registerPatient({ context }: Window, baseUrl: string, name: string): Promise<void> {
  const email = `${randomUUID()}@example.org`;
  await post(context.request, baseUrl, '/api/auth/sign-up/email', { name, email, password: PASSWORD });
}

async function post(request: APIRequestContext, baseUrl: string, path: string, data: unknown) {
  const answer = await request.post(`${baseUrl}${path}`, { headers: { Origin: baseUrl }, data });
  if (!answer.ok()) {
    throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  }
  return answer.json();
}

export interface JourneyDoctor {
  readonly id: string;
  readonly name: string;
  readonly credentials: { readonly email: string; readonly password: string };
}

const NINE_TO_FIVE = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '09:00', end: '17:00' }));

/** A doctor who works 9 to 17 every day of the week unless told, and offers every visit type, with a sign-in; all made the way an admin would. */
export async function hireDoctor(
  admin: Window,
  baseUrl: string,
  name: string,
  windows = NINE_TO_FIVE,
): Promise<JourneyDoctor> {
  const person = admin.context;
  const { items } = await send(person, baseUrl, listVisitTypes);
  const visitTypeIds = items.map((type: { id: string }) => type.id);
  const profile = {
    name,
    specialty: 'General medicine',
    about: 'For the whole family.',
    timeZone: CLINIC_ZONE,
  };
  const { doctor } = await send(person, baseUrl, createDoctor, { body: { ...profile, visitTypeIds } });
  await send(person, baseUrl, createTemplate, {
    params: { doctorId: doctor.id },
    body: { effectiveFrom: dayFromNow(0), windows },
  });
  const credentials = await inviteWithPassword(admin, baseUrl, { name, role: 'doctor', doctorId: doctor.id });
  return { id: doctor.id, name, credentials };
}

/** Invites somebody and accepts the invitation for them. */
export async function inviteWithPassword(
  admin: Window,
  baseUrl: string,
  member: { name: string; role: StaffRole; doctorId?: string },
): Promise<{ email: string; password: string }> {
  const email = `${randomUUID()}@example.org`;
  const { inviteUrl } = await send(admin.context, baseUrl, inviteStaff, { body: { ...member, email } });
  const token = new URL(inviteUrl).searchParams.get('token');
  await post(admin.context.request, baseUrl, '/api/auth/reset-password', { token, newPassword: PASSWORD });
  return { email, password: PASSWORD };
}
