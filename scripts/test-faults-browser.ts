import { type Browser, chromium, type Page } from 'playwright-core';
import type { FaultClinic, Watcher } from '../backend/test/fault-clinic.ts';
import { HOW_TO_GET_CHROMIUM, provideChromium } from './chromium.mjs';

/** Pages of the built application in a real browser that look at the day of a {@link FaultClinic}. */
export interface FaultBrowser {
  /** @param isDeaf events are dropped between the network and the page */
  open(name: string, isDeaf: boolean): Promise<Watcher>;
  close(): Promise<void>;
}

export async function startFaultBrowser(clinic: FaultClinic): Promise<FaultBrowser> {
  const executablePath = provideChromium();
  if (executablePath === null) {
    throw new Error(HOW_TO_GET_CHROMIUM);
  }
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    async open(name, isDeaf) {
      const context = await browser.newContext({ baseURL: clinic.balancer.url, timezoneId: 'UTC' });
      const page = await context.newPage();
      if (isDeaf) {
        await dropEvents(page);
      }
      const { doctorId, query } = clinic;
      const choice = new URLSearchParams({ date: query.from, zone: 'UTC', visit: clinic.world.types.short });
      await page.goto(`/book/${doctorId}?${choice}`);
      const times = page.locator('button[data-starts-at][data-state="free"]');
      await times.first().waitFor({ timeout: 60_000 });
      return {
        name,
        freeTimes: async () => {
          const shown = await times.evaluateAll((buttons) =>
            buttons.map((button) => button.getAttribute('data-starts-at') ?? ''),
          );
          return shown.map((startsAt) => new Date(startsAt).toISOString());
        },
      };
    },
    close: () => browser.close(),
  };
}

/** Its socket is up, answers and acknowledges; only what is told to it never arrives. */
async function dropEvents(page: Page): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!/^42\["(availability|doctor-availability|appointment)-/.test(String(message))) {
        socket.send(message);
      }
    });
  });
}
