import { catchUp, numberOf } from './doctors.ts';
import { type Draft, patch, setTimer } from './draft.ts';
import { type ShownElsewhere, type SyncState, watchedDoctors } from './state.ts';

const POLL_ACTIVE_MS = 15_000;
const POLL_IDLE_MS = 60_000;
const FIRST_POLL_MS = 500;
export const JITTER_MS = 1000;
/** So many periods without a word of another tab, and this one asks by itself (RT30). */
const PATIENCE = 2;
/** Longer than an idle tab takes to say again what it shows. */
const SHOWN_ELSEWHERE_MS = 150_000;
/** As many as one question may be about. */
const MAX_DOCTORS = 50;
const POLL_LIMIT_MS = 5000;

/** How much this tab wants to be the one that asks (RT29): not at all, or with or without somebody who uses it. */
export function turnWish({ socket, visible, online, active }: SyncState): 'none' | 'idle' | 'active' {
  if (socket !== 'down' || !visible || !online) {
    return 'none';
  }
  return active ? 'active' : 'idle';
}

export function pollPeriodMs({ active }: SyncState): number {
  return active ? POLL_ACTIVE_MS : POLL_IDLE_MS;
}

export function pollSoon(draft: Draft): void {
  setTimer(draft, 'poll', FIRST_POLL_MS, JITTER_MS);
}

/** RT29: whoever gets the turn cannot know how long nobody had it. */
export function turnChanged(draft: Draft, polls: boolean): void {
  const isNew = polls && !draft.state.polls;
  patch(draft, { polls });
  if (isNew && draft.state.socket === 'down') {
    pollSoon(draft);
  }
}

/** True while another tab asks for this one, too. */
export function isSpokenFor({ now, state }: Draft): boolean {
  return !state.polls && now - state.toldAt < PATIENCE * pollPeriodMs(state);
}

/** RT30: instead of asking. */
export function tellShown(draft: Draft): void {
  const doctors = watchedDoctors(draft.state).flatMap(({ doctorId }) => {
    const seq = numberOf(draft, doctorId);
    return seq === null ? [] : [{ doctorId, seq }];
  });
  draft.commands.push({ type: 'tell-shown', doctors: doctors.slice(0, MAX_DOCTORS) });
  setTimer(draft, 'poll', pollPeriodMs(draft.state), JITTER_MS);
}

/** A doctor who is shown from now on is made known to the tab that asks before its next question. */
export function showsMore(draft: Draft): void {
  if (draft.state.socket === 'down' && !draft.state.polls) {
    pollSoon(draft);
  }
}

export function shownElsewhere(draft: Draft, doctors: readonly ShownElsewhere[]): void {
  const said = doctors.map(({ doctorId, seq }) => [doctorId, { seq, at: draft.now }] as const);
  const kept = Object.entries(draft.state.elsewhere).filter(
    ([doctorId, { at }]) =>
      at > draft.now - SHOWN_ELSEWHERE_MS && !doctors.some((told) => told.doctorId === doctorId),
  );
  patch(draft, { elsewhere: Object.fromEntries([...said, ...kept].slice(0, MAX_DOCTORS)) });
}

/** RT30: what only other tabs show is asked for as well. */
export function askForOthers(draft: Draft): void {
  shownElsewhere(draft, []);
  const own = new Set(watchedDoctors(draft.state).map(({ doctorId }) => doctorId));
  for (const [doctorId, { seq }] of Object.entries(draft.state.elsewhere)) {
    if (!own.has(doctorId)) {
      draft.commands.push({ type: 'catch-up', doctorId, since: seq, limitMs: POLL_LIMIT_MS });
    }
  }
}

/** RT30: what the clinic said is told, also that nothing is new: the others know then that they are right. */
export function tellOthers(draft: Draft, doctorId: string, seq: number): void {
  const { polls, socket, elsewhere } = draft.state;
  const other = elsewhere[doctorId];
  if (other !== undefined) {
    patch(draft, { reachable: true, elsewhere: { ...elsewhere, [doctorId]: { ...other, seq } } });
  }
  if (polls && socket === 'down') {
    draft.commands.push({ type: 'tell-tabs', doctorId, seq });
  }
}

export function tellReached(draft: Draft): void {
  if (draft.state.polls && draft.state.socket === 'down') {
    draft.commands.push({ type: 'tell-reached' });
  }
}

/** Another tab reached the clinic a moment ago. */
export function othersReached(draft: Draft): void {
  patch(draft, { toldAt: draft.now });
  if (draft.state.socket === 'down') {
    patch(draft, { reachable: true });
    draft.confirmed ||= watchedDoctors(draft.state).length === 0;
  }
}

/** What another tab heard of a doctor confirms what is shown, or is a reason to ask; a lower number may be a backup's. */
export function othersHeard(draft: Draft, doctorId: string, seq: number): void {
  othersReached(draft);
  const heard = draft.state.doctors[doctorId]?.heard ?? null;
  if (draft.state.socket === 'down' && heard !== null) {
    if (seq === heard) {
      draft.confirmed = true;
    } else if (seq < heard) {
      catchUp(draft, doctorId);
    }
  }
}
