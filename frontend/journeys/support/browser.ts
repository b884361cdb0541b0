import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findChromium } from '../../../scripts/chromium.mjs';

/** Where pictures of all windows of a failed journey go; often worth more than its message. */
const PICTURES = process.env.OPENSLOT_JOURNEY_PICTURES;

/** Milliseconds by which an answer to a page comes late, at most: finds steps that do not wait for the one before them. */
const LATE = Number(process.env.OPENSLOT_JOURNEY_LATE_MS ?? 0);

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Everything that went wrong in this window: script errors, refused content, failed assertions of the page. */
  readonly errors: string[];
}

const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface WindowOptions {
  readonly baseUrl: string;
  readonly viewport?: typeof DESKTOP;
  readonly timezoneId?: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** One browser for all tests of a file; every window has a context of its own, like another person's computer. */
export function browserForJourneys(): {
  readonly open: (options: WindowOptions) => Promise<Window>;
  /** Another tab of the same browser profile. */
  readonly openTab: (window: Window) => Promise<Window>;
} {
  let browser: Browser;
  const windows: Window[] = [];
  beforeAll(async () => {
    const executablePath = findChromium();
    if (executablePath === null) {
      throw new Error('the journeys need Chromium');
    }
    browser = await chromium.launch({
      executablePath,
      args: [
        // A container's root user cannot have the sandbox; only our own pages are ever opened.
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
  });
  afterEach(async ({ task }) => {
    if (PICTURES !== undefined && task.result?.state === 'fail') {
      for (const [index, { page }] of windows.entries()) {
        await page.screenshot({ path: join(PICTURES, `${task.id}-${index}.png`) });
      }
    }
  });
  afterAll(async () => {
    await browser?.close();
    expect(windows.flatMap((window) => window.errors)).toEqual([]);
  });
  const track = (context: BrowserContext, page: Page): Window => {
    const window = { context, page, errors: recordErrors(page) };
    windows.push(window);
    return window;
  };
  return {
    async open({ baseUrl, viewport = DESKTOP, timezoneId = 'Europe/Berlin', colorScheme = 'light' }) {
      const context = await browser.newContext({
        baseURL: baseUrl,
        viewport,
        timezoneId,
        colorScheme,
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(30_000);
      if (LATE > 0) {
        await context.route('**/api/**', async (route) => {
          await setTimeout(Math.random() * LATE);
          // The window may have been closed meanwhile.
          await route.fallback().catch(() => undefined);
        });
      }
      return track(context, await context.newPage());
    },
    openTab: async ({ context }) => track(context, await context.newPage()),
  };
}

function recordErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // Refused and failed requests are part of some journeys; the page must handle them without an error of its own.
    const isNetwork = /^(Failed to load resource|WebSocket connection to)/.test(message.text());
    if (message.type() === 'error' && !isNetwork) {
      errors.push(`${page.url()}: ${message.text()}`);
    }
  });
  return errors;
}
