import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The session token of a cookie, given as `name=value`; null unless we have signed it. It is signed as better-auth signs
 * its cookies: the token, a dot, and its HMAC-SHA-256 in base64, all of it encoded for a URI.
 */
export function tokenOf(cookie: string, secret: string): string | null {
  const value = decoded(cookie.slice(cookie.indexOf('=') + 1));
  const dot = value.lastIndexOf('.');
  if (dot < 1) {
    return null;
  }
  const token = value.slice(0, dot);
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  const signature = Buffer.from(value.slice(dot + 1));
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
