import { Accordion, Button, Stack, Text } from '@mantine/core';
import type { Template } from '@openslot/shared/contracts/templates';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { firstDayOfWeek } from '../../../lib/format.ts';
import { dateRange } from '../calendar/date-texts.ts';
import type { VisitTypeChoice } from '../windows/visit-type-choices.ts';
import { hoursText } from './template-changes.ts';
import { dayName, WEEK } from './template-draft.ts';
import { coversThisWeek, lastDate, type TemplateTimeline } from './template-timeline.ts';
import classes from './templates.module.css';

interface Props {
  readonly timeline: TemplateTimeline;
  /** Id of the template in the editor; null for new hours. */
  readonly chosen: string | null;
  readonly today: string;
  readonly types: readonly VisitTypeChoice[];
}

interface ChoiceProps {
  readonly template: Template;
  /** All that can still change, to know until when this one holds. */
  readonly others: readonly Template[];
  readonly chosen: boolean;
  readonly today: string;
}

function Choice({ template, others, chosen, today }: ChoiceProps) {
  const isNow = template.effectiveFrom <= today;
  const last = lastDate(template, others);
  const until = last === null ? '' : `until ${dateRange(last, last)}`;
  const from = dateRange(template.effectiveFrom, template.effectiveFrom);
  const nowTitle = coversThisWeek(last, today, firstDayOfWeek()) ? 'This week' : 'Now';
  return (
    <Link
      className={classes.choice}
      to={`?tab=hours&template=${template.id}`}
      aria-current={chosen ? 'true' : undefined}
    >
      <Text fw={600}>{isNow ? nowTitle : `From ${from}`}</Text>
      <Text size="sm" c="dimmed">
        {[isNow ? `since ${from}` : '', until === '' ? 'no end planned' : until]
          .filter((text) => text !== '')
          .join(', ')}
      </Text>
    </Link>
  );
}

function PastHours({ template, types }: { template: Template } & Pick<Props, 'types'>) {
  return (
    <Stack gap={2}>
      {WEEK.map((day) => (
        <Text key={day} size="sm">
          {dayName(day).slice(0, 3)}:{' '}
          {hoursText(
            template.windows.filter((window) => window.dayOfWeek === day),
            types,
          )}
        </Text>
      ))}
    </Stack>
  );
}

/** Which hours to edit, a way to plan new ones, and the past to look up. */
export function TemplateList({ timeline, chosen, today, types }: Props) {
  const { current, future, past } = timeline;
  const editable = [...(current === null ? [] : [current]), ...future];
  return (
    <Stack gap="sm" component="nav" aria-label="Weekly hours by date">
      {editable.map((template) => (
        <Choice
          key={template.id}
          template={template}
          others={editable}
          chosen={chosen === template.id}
          today={today}
        />
      ))}
      <Button
        component={Link}
        to="?tab=hours&template=new"
        variant={chosen === null ? 'light' : 'default'}
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        Plan other hours
      </Button>
      {past.length > 0 && (
        <Accordion variant="separated" aria-label="Earlier weekly hours">
          {past.map((template) => (
            <Accordion.Item key={template.id} value={template.id}>
              <Accordion.Control>
                <Text size="sm" c="dimmed">
                  {dateRange(template.effectiveFrom, template.effectiveTo ?? template.effectiveFrom)}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <PastHours template={template} types={types} />
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Stack>
  );
}
