import type { VisitAction } from '@openslot/shared/contracts/appointment-actions';
import type { Actor } from '@openslot/shared/policies/access';
import type { DemoVisit } from './demo.repository.ts';
import type { DemoCommands } from './demo-commands.ts';
import { seeded } from './seeded.ts';

/** Who comes so early is here already, with one visit of each doctor. */
const WAITING_MS = 90 * 60_000;
/** Of a hundred patients so many do not come. */
const MISSED_PERCENT = 5;

/**
 * Notes what became of each visit until now: most are over, some were missed, those of this moment are under way,
 * and the next patient of each doctor waits.
 * @param visits confirmed ones, earliest first
 */
export async function playDemoVisits(
  commands: DemoCommands,
  frontDesk: Actor,
  visits: readonly DemoVisit[],
  now: number,
): Promise<void> {
  const random = seeded(5);
  const played = new Map<string, { visit: DemoVisit; actions: readonly VisitAction[] }[]>();
  for (const visit of visits) {
    const ofDoctor = played.get(visit.doctorId) ?? [];
    const someoneWaits = ofDoctor.some((one) => one.visit.startsAt > now);
    const actions = actionsOf(visit, now, { missed: random() * 100 < MISSED_PERCENT, someoneWaits });
    played.set(visit.doctorId, [...ofDoctor, { visit, actions }]);
  }
  await Promise.all(
    [...played.values()].map(async (ofDoctor) => {
      for (const { visit, actions } of ofDoctor) {
        for (const [step, action] of actions.entries()) {
          const version = visit.version + step;
          await commands.changeStatus(frontDesk, { appointmentId: visit.id, action, version, reason: null });
        }
      }
    }),
  );
}

function actionsOf(
  { startsAt, endsAt }: DemoVisit,
  now: number,
  { missed, someoneWaits }: { readonly missed: boolean; readonly someoneWaits: boolean },
): readonly VisitAction[] {
  if (endsAt <= now) {
    return missed ? ['no_show'] : ['arrive', 'complete'];
  }
  if (startsAt <= now) {
    return ['arrive', 'start'];
  }
  return startsAt - now <= WAITING_MS && !someoneWaits ? ['arrive'] : [];
}
