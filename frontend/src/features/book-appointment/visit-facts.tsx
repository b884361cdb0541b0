import { Text } from '@mantine/core';
import type { VisitMode } from '@openslot/shared/contracts/visit-types';
import { IconCalendarEvent, IconClipboardHeart, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { epochMs } from '../../lib/clock.ts';
import { formatDateLong, formatTime, formatZone } from '../../lib/format.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import classes from './booking.module.css';

interface Props {
  readonly doctorName: string;
  readonly visitTypeName: string;
  readonly mode: VisitMode;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  /** A second zone to name the start in, or null. */
  readonly elsewhere: string | null;
  readonly crossedOut?: boolean;
}

/** What, when, with whom and where, the same before and after booking. */
export function VisitFacts(props: Props) {
  const {
    doctorName,
    visitTypeName,
    mode,
    startsAt,
    endsAt,
    timeZone,
    elsewhere,
    crossedOut = false,
  } = props;
  const { icon: PlaceIcon, place } = VISIT_MODES[mode];
  return (
    <dl className={classes.facts}>
      <Fact name="When" icon={<IconCalendarEvent size={20} stroke={1.6} />}>
        <span data-crossed={crossedOut || undefined} className={classes.when}>
          {formatDateLong(startsAt, timeZone)}
          <br />
          {formatTime(startsAt, timeZone)} – {formatTime(endsAt, timeZone)}
        </span>
        <Text span size="sm" c="dimmed" display="block">
          {formatZone(timeZone, epochMs(startsAt))}
        </Text>
        {elsewhere !== null && (
          <Text span size="sm" c="dimmed" display="block">
            {formatDateLong(startsAt, elsewhere)}, {formatTime(startsAt, elsewhere)} in{' '}
            {formatZone(elsewhere, epochMs(startsAt))}
          </Text>
        )}
      </Fact>
      <Fact name="With" icon={<IconUser size={20} stroke={1.6} />}>
        {doctorName}
      </Fact>
      <Fact name="What" icon={<IconClipboardHeart size={20} stroke={1.6} />}>
        {visitTypeName}
      </Fact>
      <Fact name="Where" icon={<PlaceIcon size={20} stroke={1.6} />}>
        {place}
      </Fact>
    </dl>
  );
}

function Fact({ name, icon, children }: { name: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>
        <span aria-hidden>{icon}</span>
        <span className="visually-hidden">{name}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
