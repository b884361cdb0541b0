import type { SessionUser } from '@openslot/shared/contracts/session';

/** Where to go after signing in: only pages of this site, whatever the link says. */
export function nextPage(params: URLSearchParams, fallback: string): string {
  const next = params.get('next');
  if (next === null || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) {
    return fallback;
  }
  return next;
}

/** Keeps the way back when changing between signing in and signing up. */
export function withNext(path: string, params: URLSearchParams): string {
  const next = params.get('next');
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The page a person came for, when nothing else is said. */
export function homeOf(user: SessionUser): string {
  switch (user.role) {
    case 'admin':
      return '/admin';
    case 'doctor':
    case 'front_desk':
      return '/schedule';
    case 'patient':
      return '/';
  }
}
