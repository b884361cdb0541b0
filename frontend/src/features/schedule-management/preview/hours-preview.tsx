import { Button, Collapse, List, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { AffectedAppointment } from '@openslot/shared/contracts/common';
import type { HoursPreview as Preview } from '@openslot/shared/contracts/hours-preview';
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { sentence } from '../../../lib/problem-fields.ts';
import { useRead } from '../../../lib/use-read.ts';
import { dateRange } from '../calendar/date-texts.ts';
import { useSchedule } from '../schedule-context.ts';
import classes from './preview.module.css';
import { dateLines, effectText, splitTypes, visitText } from './preview-texts.ts';

const TYPING_MS = 500;
const LISTED_VISITS = 5;

interface Props {
  /** What is asked, as text: a different one asks again, once nothing was typed for a moment. */
  readonly question: string;
  readonly ask: (signal: AbortSignal) => Promise<Preview>;
}

/** What an edit of the hours would do to the bookable times and to booked visits, before it is saved. */
export function HoursPreview({ question, ask }: Props) {
  const { version } = useSchedule();
  const [settled] = useDebouncedValue(question, TYPING_MS);
  const read = useRead(
    'preview',
    async (signal) => ({ question, preview: await ask(signal) }),
    `${settled}|${version}`,
  );
  const isOld = read.value !== undefined && (read.value.question !== question || read.problem !== null);
  return (
    <section className={classes.preview} aria-label="What this would change" aria-live="polite">
      {read.value !== undefined && (
        <div className={classes.answer} data-old={isOld || undefined}>
          <Answer preview={read.value.preview} />
        </div>
      )}
      {read.status === 'loading' && <Skeleton h={44} radius="md" aria-label="Working out what changes" />}
      {read.problem !== null && (
        <Text size="sm" c="dimmed">
          {refusalText(read.problem)}
        </Text>
      )}
    </section>
  );
}

function refusalText({ code, title, errors = [] }: ApiProblem): string {
  switch (code) {
    case 'invalid_request':
      return `Saving would be refused. ${errors.map(({ detail }) => `${sentence(detail)}.`).join(' ')}`;
    case 'stale_version':
    case 'not_found':
      return 'Someone else changed these hours meanwhile.';
    default:
      return `What this would change is not known now: ${title}.`;
  }
}

function Answer({ preview }: { readonly preview: Preview }) {
  const { changed, unchanged } = splitTypes(preview);
  return (
    <Stack gap={6}>
      <Text size="sm">
        <b>What this would change</b>
        <Text span c="dimmed">
          {' · '}
          {dateRange(preview.from, preview.to)}
        </Text>
      </Text>
      {preview.visitTypes.length === 0 && <Text size="sm">No visit can be booked with this doctor now.</Text>}
      {preview.visitTypes.length > 0 && changed.length === 0 && (
        <Text size="sm">The times that patients can book stay the same.</Text>
      )}
      {changed.length > 0 && (
        <ul className={classes.types}>
          {changed.map((type) => (
            <li key={type.visitTypeId}>
              {type.visitTypeName}: <b>{effectText(type)}</b>
            </li>
          ))}
        </ul>
      )}
      {changed.length > 0 && unchanged.length > 0 && (
        <Text size="sm" c="dimmed">
          No change for {unchanged.join(', ')}
        </Text>
      )}
      <Affected visits={preview.affected} timeZone={preview.timeZone} />
      {changed.length > 0 && <ByDate changed={changed} />}
    </Stack>
  );
}

interface AffectedProps {
  readonly visits: readonly AffectedAppointment[];
  readonly timeZone: string;
}

function Affected({ visits, timeZone }: AffectedProps) {
  if (visits.length === 0) {
    return null;
  }
  const more = visits.length - LISTED_VISITS;
  return (
    <div className={classes.affected}>
      <IconAlertTriangle size={16} aria-hidden className={classes.icon} />
      <div>
        <Text size="sm" fw={600}>
          {visits.length === 1
            ? '1 booked visit would fall outside:'
            : `${visits.length} booked visits would fall outside:`}
        </Text>
        <List size="sm">
          {visits.slice(0, LISTED_VISITS).map((visit) => (
            <List.Item key={visit.appointmentId}>{visitText(visit, timeZone)}</List.Item>
          ))}
          {more > 0 && <List.Item>and {more} more</List.Item>}
        </List>
        <Text size="sm">Saving asks what shall happen to each.</Text>
      </div>
    </div>
  );
}

function ByDate({ changed }: { readonly changed: Parameters<typeof dateLines>[0] }) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={opened}
        aria-controls={id}
        rightSection={<IconChevronDown size={14} aria-hidden className={classes.chevron} />}
        onClick={() => setOpened(!opened)}
      >
        {opened ? 'Hide the dates' : 'Show date by date'}
      </Button>
      <Collapse expanded={opened} id={id}>
        <ul className={classes.dates}>
          {dateLines(changed).map(({ date, text }) => (
            <li key={date}>
              <b>{date}</b> {text}
            </li>
          ))}
        </ul>
      </Collapse>
    </div>
  );
}
