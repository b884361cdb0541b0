import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SchemaBook } from './schema-book.ts';

const Plain = z.string().min(2);
const Window = z.strictObject({ start: Plain, most: z.number().nullable().default(null) });
const Week = z.strictObject({ windows: z.array(Window) });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function book(): SchemaBook {
  const names = z.registry<{ id: string }>();
  names.add(Plain, { id: 'Plain' }).add(Window, { id: 'Window' }).add(Week, { id: 'Week' });
  return new SchemaBook(names);
}

describe('a named schema', () => {
  it('is one when it is only sent, or sent as it is answered', () => {
    const one = book();
    const document = { sent: one.sent(Window), answered: one.answered(Plain) };
    const settled = one.settle(document);
    expect(settled.document).toEqual({ sent: ref('Window'), answered: ref('Plain') });
    expect(Object.keys(settled.schemas)).toEqual(['Plain', 'Window']);
    expect(settled.schemas.Window).toMatchObject({
      properties: { start: ref('Plain') },
      required: ['start'],
    });
  });

  it('is two when a member has a default, and so is everything made of it', () => {
    const one = book();
    const { document, schemas } = one.settle({ sent: one.sent(Week), answered: one.answered(Week) });
    expect(document).toEqual({ sent: ref('WeekInput'), answered: ref('Week') });
    expect(Object.keys(schemas)).toEqual(['Plain', 'Week', 'WeekInput', 'Window', 'WindowInput']);
    expect(schemas.WeekInput).toMatchObject({ properties: { windows: { items: ref('WindowInput') } } });
    expect(schemas.Window?.required).toEqual(['start', 'most']);
    expect(schemas.WindowInput?.required).toEqual(['start']);
  });

  it('gives its members where it is sent in pieces, without being listed itself', () => {
    const one = book();
    const { document, schemas } = one.settle(one.sentMembers(Window));
    expect(document.properties).toMatchObject({ start: ref('Plain') });
    expect(Object.keys(schemas)).toEqual(['Plain']);
  });
});
