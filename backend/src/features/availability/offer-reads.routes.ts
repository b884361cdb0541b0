import { readMonths } from '@openslot/shared/contracts/months';
import { readSlots } from '@openslot/shared/contracts/slots';
import type { RequestHandler, Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Call } from '../../http/call.ts';
import { serveStamped } from '../../http/serve-stamped.ts';
import { stampedNow } from '../../http/stamped-answer.ts';
import { isHoldOf } from '../../schedule/own-hold.ts';
import { offerAnswers } from './offer-answers.ts';
import { computeMonths } from './read-months.ts';
import { computeSlots, readSlots as readOwnSlots } from './read-slots.ts';

/**
 * What every open page asks for after every change: read so often that these routes stand before all others, each with
 * all that is done to every request first, in `before`: passing by a layer of the application costs as much as its work.
 */
export function registerOfferReads(
  router: Router,
  deps: CommandDeps,
  before: readonly RequestHandler[],
): void {
  const { models, clock } = deps;
  const answers = offerAnswers(deps);
  const slots = answers(readSlots, computeSlots);
  const months = answers(readMonths, computeMonths);

  const slotsHandler = async ({ actor, params, query }: Call<typeof readSlots>) => {
    const { hold, ...asked } = { ...query, doctorId: params.doctorId };
    if (hold === undefined || actor === null) {
      return slots(asked);
    }
    // What somebody's own hold lets them see is nobody else's answer (SL13): it is never remembered.
    const own = await readOwnSlots(models, clock, asked, isHoldOf(actor.id, hold));
    return stampedNow(readSlots, own, clock.now());
  };
  serveStamped(router, readSlots, before, slotsHandler);
  serveStamped(router, readMonths, before, ({ params, query }) =>
    months({ ...query, doctorId: params.doctorId }),
  );
}
