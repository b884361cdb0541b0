import { MantineProvider } from '@mantine/core';
import { createRef, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MonthCalendar } from './month-calendar.tsx';
import type { SlotEntry } from './offered-slots.ts';
import { TimeList } from './time-list.tsx';

const nothing = () => undefined;
const markup = (node: ReactNode) => renderToStaticMarkup(<MantineProvider>{node}</MantineProvider>);
const labels = (html: string) => [...html.matchAll(/<button[^>]*aria-label="([^"]*)"[^>]*>/g)];

function calendar(counts: ReadonlyMap<string, number> | undefined) {
  return markup(
    <MonthCalendar
      month="2026-03"
      firstMonth="2026-03"
      lastMonth="2026-05"
      today="2026-03-10"
      selected="2026-03-12"
      counts={counts}
      onSelect={nothing}
      onMonth={nothing}
    />,
  );
}

const dayButton = (html: string, date: string) =>
  new RegExp(`<button[^>]*data-date="${date}"[^>]*>`).exec(html)?.[0] ?? '';

describe('the month', () => {
  const html = calendar(
    new Map([
      ['2026-03-12', 4],
      ['2026-03-13', 1],
    ]),
  );

  it('says of every day what it is, in words', () => {
    expect(dayButton(html, '2026-03-12')).toMatch(/aria-label="Thursday[^"]*2026, 4 free times"/);
    expect(dayButton(html, '2026-03-13')).toContain('1 free time"');
    expect(dayButton(html, '2026-03-11')).toContain('no free times"');
    expect(dayButton(html, '2026-03-09')).toContain('in the past"');
  });

  it('keeps days without times readable and reachable, but not to be chosen', () => {
    expect(dayButton(html, '2026-03-11')).toContain('aria-disabled="true"');
    expect(dayButton(html, '2026-03-11')).not.toContain(' disabled');
    expect(dayButton(html, '2026-03-12')).not.toContain('aria-disabled');
  });

  it('is one stop of the tab key: the day selected', () => {
    const stops = [...html.matchAll(/<button[^>]*data-date="([^"]*)"[^>]*tabindex="0"/gi)];
    expect(stops.map((match) => match[1])).toEqual(['2026-03-12']);
  });

  it('does not look full while it is being read', () => {
    const loading = calendar(undefined);
    expect(loading).toContain('aria-busy="true"');
    expect(dayButton(loading, '2026-03-12')).toContain('still being read"');
    expect(dayButton(loading, '2026-03-12')).not.toContain('aria-disabled');
  });
});

describe('the times of a day', () => {
  const entry = (time: string, state: SlotEntry['state']): SlotEntry => ({
    startsAt: `2026-03-12T${time}:00.000Z`,
    endsAt: `2026-03-12T${time}:59.000Z`,
    state,
    doctorIds: [],
  });
  const list = (entries: readonly SlotEntry[] | undefined) =>
    markup(
      <TimeList
        date="2026-03-12"
        entries={entries}
        timeZone="Europe/Berlin"
        who={() => ({ spoken: 'Dr. Ada', short: null })}
        nextDate="2026-03-13"
        heading={createRef()}
        onChoose={nothing}
        onDate={nothing}
        onOtherDate={nothing}
      />,
    );

  it('are buttons that say everything by themselves', () => {
    const html = list([
      entry('08:00', 'free'),
      entry('09:00', 'held'),
      entry('10:00', 'taken'),
      entry('11:00', 'removed'),
      entry('12:00', 'own'),
    ]);
    const texts = labels(html).map((match) => match[1]);
    expect(texts).toHaveLength(5);
    expect(texts[0]).toMatch(/^Thursday.*2026, 0?9:00( AM)?, with Dr\. Ada, free$/);
    expect(texts[1]).toContain('being booked by somebody else');
    expect(texts[2]).toContain('just taken');
    expect(texts[3]).toContain('no longer offered');
    expect(texts[4]).toContain('held for you');
    expect(labels(html).filter((match) => match[0].includes('aria-disabled'))).toHaveLength(3);
  });

  it('tell of what just went', () => {
    const html = list([entry('08:00', 'taken')]);
    expect(/role="status"[^>]*>([^<]*)</.exec(html)?.[1]).toMatch(/9:00.*just taken/);
  });

  it('offer the next day when none is left, and are a skeleton while not known', () => {
    expect(list([])).toContain('Next free:');
    expect(list(undefined)).toContain('aria-label="Reading free times"');
  });
});
