import { hash, verify } from '@node-rs/argon2';
import { AppError } from '@openslot/shared/errors/app-error';

/** Argon2id beyond the OWASP minimum of 19 MiB and two passes: about 40 ms and 64 MiB each. */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** At most so many at a time, so that a rush of sign-ins leaves memory and processors to everybody else. */
const AT_ONCE = 2;
const WAITING = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs off the event loop. @throws AppError `busy` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  return bounded(() => hash(password, COST));
}

/** Runs off the event loop. @throws AppError `busy` when too many wait. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  return bounded(() => verify(stored, password));
}

async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) {
      throw new AppError('busy');
    }
    // Whoever finishes hands its place on, so `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) {
      running -= 1;
    } else {
      next();
    }
  }
}
