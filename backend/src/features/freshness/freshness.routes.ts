import { type FreshnessSample, reportFreshness } from '@openslot/shared/contracts/freshness';
import { json, type RequestHandler, type Router } from 'express';
import { requireJson } from '../../http/guards.ts';
import { limitWrites } from '../../http/rate-limit.ts';
import { establishState } from '../../http/request-state.ts';
import { serve } from '../../http/serve.ts';

interface FreshnessDeps {
  readonly reportsPerMinute: number;
  /** Refuses what does not come from one of our pages. */
  readonly requireOwnOrigin: RequestHandler;
  readonly record: (samples: readonly FreshnessSample[]) => void;
}

/**
 * Takes the measurements of browsers: counted and forgotten. Stands before what other writes pass, because it has a limit
 * of its own (a waiting room that reports must still be able to book) and asks nobody who they are.
 */
export function registerFreshness(router: Router, deps: FreshnessDeps): void {
  router.post(
    reportFreshness.path,
    limitWrites(60_000, deps.reportsPerMinute),
    deps.requireOwnOrigin,
    requireJson,
    json({ limit: '8kb' }),
    establishState(async () => null),
  );
  serve(router, reportFreshness, async ({ body: { samples } }) => {
    deps.record(samples);
    return { counted: samples.length };
  });
}
