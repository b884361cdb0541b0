import { defineConfig } from 'vitest/config';

/** The workspaces are tested from their sources: the `source` export condition needs no build first. */
const fromSource = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
};

/** How long a test waits for what must come: on a busy machine as on a quiet one. What never comes is missed no sooner. */
const patient = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          include: [
            'shared/src/**/*.test.ts',
            'shared/test/**/*.test.ts',
            'backend/src/**/*.test.ts',
            'frontend/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        ...fromSource,
        test: {
          name: 'integration',
          include: ['backend/src/**/*.int.test.ts', 'backend/test/**/*.int.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['backend/test/database.global.ts'],
          // Most of a test's time is waiting for the database: two at once even where there are only two processors.
          maxWorkers: 2,
          expect: patient,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'journeys',
          include: ['frontend/journeys/**/*.journey.ts'],
          globalSetup: ['backend/test/database.global.ts'],
          expect: patient,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a clinic, a database and a browser of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
});
