import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import type { ApiProblem } from '../../lib/api-error.ts';
import { BookingProblem } from './booking-problem.tsx';

const shown = (problem: ApiProblem, isPatient = true) =>
  renderToStaticMarkup(
    <MantineProvider>
      <MemoryRouter>
        <BookingProblem problem={problem} isPatient={isPatient} />
      </MemoryRouter>
    </MantineProvider>,
  );

describe('a booking that was refused', () => {
  it('after another try under the same key may have been made: says where to look, and nothing of keys', () => {
    const problem = { code: 'idempotency_key_reused', status: 422, title: 'A key' } as const;
    expect(shown(problem)).toContain('href="/appointments"');
    expect(shown(problem)).not.toContain('A key');
    expect(shown(problem, false)).toContain('under the schedule');
  });

  it('[BK12] beyond the limit says the limit and leads to the visits that are planned', () => {
    const problem = { code: 'patient_limit', status: 409, title: 'No', detail: 'Two at a time.' } as const;
    expect(shown(problem)).toContain('Two at a time.');
    expect(shown(problem)).toContain('href="/appointments"');
  });

  it('for any other reason says that reason', () => {
    const problem = { code: 'busy', status: 503, title: 'Please try again' } as const;
    expect(shown(problem)).toContain('Please try again');
  });
});
