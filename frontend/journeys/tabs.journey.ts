import { beforeAll, describe, expect, it, vi } from 'vitest';
import { browserForJourneys, type Window } from './support/browser.ts';
import { type ClinicProcess, clinicProcess } from './support/clinic-process.ts';
import {
  badge,
  expectFreeTimes,
  halfHours,
  markUnavailable,
  openBooking,
  openUnavailability,
} from './support/pages.ts';
import { dayFromNow, hireDoctor, type JourneyDoctor, signInAdmin } from './support/people.ts';

const browser = browserForJourneys();
const program = clinicProcess();
let clinic: ClinicProcess;
let admin: Window;

beforeAll(async () => {
  clinic = await program.start();
  admin = await browser.open({ baseUrl: clinic.baseUrl });
  await signInAdmin(admin, clinic.baseUrl);
});

const DATE = dayFromNow(8);

interface Tab extends Window {
  /** How often it asked what changed. */
  readonly asked: () => number;
}

function counted(window: Window): Tab {
  let count = 0;
  window.page.on('request', (request) => {
    count += new URL(request.url()).pathname.endsWith('/changes') ? 1 : 0;
  });
  return { ...window, asked: () => count };
}

/** Which tabs have the turn to ask, as the browser knows it. */
const turns = ({ page }: Tab): Promise<{ held: number; waiting: number }> =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return { held: held.length, waiting: pending.length };
  });

const untilAsked = (tab: Tab, times: number) =>
  vi.waitFor(() => expect(tab.asked()).toBeGreaterThanOrEqual(times), { timeout: 60_000 });

/**
 * Waits for a question of the one that the other did not ask, too. (The other may ask now and then: when it is told of a
 * number for the first time, or when the one took too long.)
 */
async function untilOnlyOneAsks(one: Tab, other: Tab): Promise<void> {
  await vi.waitFor(
    async () => {
      const [asked, silent] = [one.asked(), other.asked()];
      await untilAsked(one, asked + 1);
      expect(other.asked()).toBe(silent);
    },
    { timeout: 120_000 },
  );
}

async function showPolling(tab: Tab, doctor: JourneyDoctor): Promise<void> {
  await openBooking(tab.page, doctor, DATE);
  await badge(tab.page, 'Polling').waitFor();
}

describe('tabs of one browser without a socket', () => {
  it('[RT29] [RT30] stay right though one of them asks for all, and another goes on when it is closed', async () => {
    const first = await hireDoctor(admin, clinic.baseUrl, 'Dr. Tia Firsttab');
    const second = await hireDoctor(admin, clinic.baseUrl, 'Dr. Theo Othertab');
    const window = await browser.open({ baseUrl: clinic.baseUrl });
    // Somebody is there all the time, however slow the machine: idle tabs ask less often, and give way.
    await window.context.addInitScript(() => {
      setInterval(() => dispatchEvent(new Event('pointermove')), 1000);
    });
    await window.context.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await window.context.route('**/socket.io/**', (route) => route.abort());

    const asking = counted(window);
    await showPolling(asking, first);
    await untilAsked(asking, 1);
    const same = counted(await browser.openTab(window));
    await showPolling(same, first);
    const other = counted(await browser.openTab(window));
    await showPolling(other, second);
    await vi.waitFor(async () => expect(await turns(same)).toEqual({ held: 1, waiting: 2 }), {
      timeout: 30_000,
    });

    await openUnavailability(admin.page, second.id);
    await markUnavailable(admin.page, { date: DATE, from: '09:00', to: '12:00' });
    await expectFreeTimes(other.page, halfHours('12:00', '16:30'), 60_000);
    await untilOnlyOneAsks(asking, same);

    const before = same.asked() + other.asked();
    await asking.page.close();
    await vi.waitFor(async () => expect(await turns(same)).toEqual({ held: 1, waiting: 1 }), {
      timeout: 30_000,
    });
    await vi.waitFor(() => expect(same.asked() + other.asked()).toBeGreaterThan(before), { timeout: 60_000 });
    await badge(same.page, 'Polling').waitFor();
    // It waits for what happens every 15 seconds, more than once.
  }, 240_000);
});
