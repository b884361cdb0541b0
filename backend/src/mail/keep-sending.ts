import { setTimeout as delay } from 'node:timers/promises';
import { type SendingDeps, sendDueMail } from './send-mail.ts';

/** What stopping waits for a mail that is being handed over, at most; after that another process sends it again. */
const LAST_MAIL_MS = 4_000;

/**
 * Looks each second for mail to send. Harmless in several processes at once.
 * @returns what ends it, when the mail that is being sent has left
 */
export function keepSending(deps: SendingDeps, everyMs = 1_000): () => Promise<void> {
  const state: { round: Promise<void> | null; ended: boolean } = { round: null, ended: false };
  const round = async () => {
    try {
      await sendDueMail(deps, () => state.ended);
    } catch (error) {
      if (!state.ended) {
        deps.logger.warn({ err: error }, 'mail could not be sent yet');
      }
    }
    state.round = null;
  };
  const timer = setInterval(() => {
    state.round ??= round();
  }, everyMs);
  timer.unref();
  return async () => {
    state.ended = true;
    clearInterval(timer);
    await Promise.race([state.round, delay(LAST_MAIL_MS, undefined, { ref: false })]);
  };
}
