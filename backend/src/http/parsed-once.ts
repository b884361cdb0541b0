import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { Request } from 'express';

/** Far longer than a question needs; who sends more is parsed each time. */
const MAX_LENGTH = 400;
const MAX_QUESTIONS = 5_000;
const TIMESTAMP = /[?&]_t=\d{1,20}(?=&|$)/;

/**
 * `parse`, once for each address: open pages ask the same few questions thousands of times, and checking one costs more
 * than answering it. Those used longest ago are forgotten first; what `parse` throws is never remembered. Where the
 * endpoint takes the `_t` that defeats caches on the way, it defeats none here, and may be missing from what is given.
 *
 * @param parse what it gives must depend on the address alone, and is shared: nobody may change it
 */
export function parsedOnce<T extends object>(
  endpoint: Endpoint,
  parse: (request: Request) => T,
): (request: Request) => T {
  const takesTimestamp = '_t' in ((endpoint.query as { shape?: object }).shape ?? {});
  const known = new Map<string, T>();
  return (request) => {
    const address = request.originalUrl;
    const question = takesTimestamp ? address.replace(TIMESTAMP, '') : address;
    const remembered = known.get(question);
    if (remembered !== undefined) {
      // Re-inserted, so that the map stays in order of use.
      known.delete(question);
      known.set(question, remembered);
      return remembered;
    }
    const parsed = parse(request);
    if (question.length <= MAX_LENGTH) {
      known.set(question, parsed);
      const [oldest = ''] = known.size > MAX_QUESTIONS ? known.keys() : [];
      known.delete(oldest);
    }
    return parsed;
  };
}
