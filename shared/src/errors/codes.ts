/**
 * Every error the API can answer with. `retry` says whether the same request may succeed later unchanged.
 * The code is the contract: pages decide by it, texts may change.
 */
export const ERROR_CODES = {
  invalid_json: { status: 400, title: 'The request body is not readable JSON', retry: false },
  invalid_request: { status: 422, title: 'Some of the input is not valid', retry: false },
  idempotency_key_missing: { status: 400, title: 'The Idempotency-Key header is missing', retry: false },
  idempotency_key_reused: {
    status: 422,
    title: 'Something else was sent before under this Idempotency-Key',
    retry: false,
  },
  unauthenticated: { status: 401, title: 'Please sign in', retry: false },
  wrong_credentials: { status: 401, title: 'E-mail or password is not right', retry: false },
  sign_in_disabled: { status: 403, title: 'This sign-in was disabled, please ask the clinic', retry: false },
  link_expired: {
    status: 410,
    title: 'This link was used already or is too old, please ask for a new one',
    retry: false,
  },
  forbidden: { status: 403, title: 'You may not do this', retry: false },
  foreign_origin: { status: 403, title: 'This request did not come from our pages', retry: false },
  not_found: { status: 404, title: 'There is nothing here', retry: false },
  slot_taken: { status: 409, title: 'This time has just been taken', retry: false },
  slot_not_offered: { status: 409, title: 'This time is not offered', retry: false },
  patient_busy: { status: 409, title: 'The patient already has a visit at this time', retry: false },
  patient_limit: {
    status: 409,
    title: 'No more visits can be booked for this patient for now',
    retry: false,
  },
  too_many_holds: { status: 409, title: 'Two times are being held for you already', retry: false },
  hold_not_renewable: { status: 409, title: 'This time cannot be held any longer', retry: false },
  hold_expired: { status: 410, title: 'This time is no longer held for you', retry: false },
  undo_expired: { status: 410, title: 'This can no longer be undone', retry: false },
  stale_version: { status: 409, title: 'This was changed by someone else meanwhile', retry: false },
  affected_appointments: { status: 409, title: 'There are visits in this time', retry: false },
  illegal_transition: { status: 409, title: 'This visit can no longer be changed that way', retry: false },
  already_exists: { status: 409, title: 'This exists already', retry: false },
  payload_too_large: { status: 413, title: 'The request is too large', retry: false },
  rate_limited: { status: 429, title: 'Too many requests, please wait a moment', retry: true },
  internal: { status: 500, title: 'Something went wrong on our side', retry: true },
  busy: { status: 503, title: 'The clinic is very busy, please try again', retry: true },
} as const satisfies Record<string, { status: number; title: string; retry: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;
