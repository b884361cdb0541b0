import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const OwnAddress = z.object({ email: z.string(), verified: z.boolean() });
export type OwnAddress = z.infer<typeof OwnAddress>;

export const readOwnAddress = endpoint({
  method: 'GET',
  path: '/api/v1/session/address',
  summary: 'My e-mail address, and whether it is verified',
  access: 'as-patient',
  response: OwnAddress,
});

/** 429 `rate_limited` when one was sent some minutes ago. Nothing is sent to an address that is verified. */
export const sendAddressLink = endpoint({
  method: 'POST',
  path: '/api/v1/session/address/link',
  summary: 'Send me the link that verifies my address once more',
  access: 'as-patient',
  response: OwnAddress,
});

/**
 * The token of the link works for the sign-in it was sent to and for nobody else: 403 `forbidden`; 410 `link_expired` when it was
 * used or is too old. `claimed`: with the date of birth given before, the clinic's record of this person is theirs now,
 * and the session should be read again.
 */
export const verifyAddress = endpoint({
  method: 'POST',
  path: '/api/v1/session/address/verification',
  summary: 'Verify my e-mail address with the link that was sent to it',
  access: 'as-patient',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  response: OwnAddress.extend({ claimed: z.boolean() }),
});
