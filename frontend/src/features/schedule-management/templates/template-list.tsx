import { Accordion, Button, Stack, Text } from '@mantine/core';
import type { Template } from '@openslot/shared/contracts/templates';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { dateRange } from '../calendar/date-texts.ts';
import { hoursText } from './template-changes.ts';
import { dayName, WEEK } from './template-draft.ts';
import type { TemplateTimeline } from './template-timeline.ts';
import classes from './templates.module.css';

interface Props {
  readonly timeline: TemplateTimeline;
  /** Id of the template in the editor; null for new hours. */
  readonly chosen: string | null;
  readonly today: string;
}

function Choice({ template, chosen, today }: { template: Template; chosen: boolean; today: string }) {
  const isNow = template.effectiveFrom <= today;
  return (
    <Link
      className={classes.choice}
      to={`?tab=hours&template=${template.id}`}
      aria-current={chosen ? 'true' : undefined}
    >
      <Text fw={600}>{isNow ? 'In force now' : 'Planned'}</Text>
      <Text size="sm" c="dimmed">
        from {dateRange(template.effectiveFrom, template.effectiveFrom)}
        {template.effectiveTo !== null && ` to ${dateRange(template.effectiveTo, template.effectiveTo)}`}
      </Text>
    </Link>
  );
}

function PastHours({ template }: { template: Template }) {
  return (
    <Stack gap={2}>
      {WEEK.map((day) => (
        <Text key={day} size="sm">
          {dayName(day).slice(0, 3)}:{' '}
          {hoursText(template.windows.filter((window) => window.dayOfWeek === day))}
        </Text>
      ))}
    </Stack>
  );
}

/** Which hours to edit, a way to plan new ones, and the past to look up. */
export function TemplateList({ timeline, chosen, today }: Props) {
  const { current, future, past } = timeline;
  return (
    <Stack gap="sm" component="nav" aria-label="Weekly hours by date">
      {current !== null && <Choice template={current} chosen={chosen === current.id} today={today} />}
      {future.map((template) => (
        <Choice key={template.id} template={template} chosen={chosen === template.id} today={today} />
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
                <PastHours template={template} />
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Stack>
  );
}
