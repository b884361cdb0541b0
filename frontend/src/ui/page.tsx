import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  /** The heading, and what the browser's tab and history show. */
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Controls beside the heading. */
  readonly actions?: ReactNode;
  /** `wide` for calendars and tables, `narrow` for forms. */
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly children?: ReactNode;
}

/** The frame of a page: measure, heading and document title. */
export function Page({ title, subtitle, actions, width = 'normal', children }: PageProps) {
  return (
    <div className={classes.page} data-width={width}>
      <title>{`${title} · Openslot`}</title>
      <Group justify="space-between" align="flex-end" gap="md" mb="lg">
        <div>
          <Title order={1}>{title}</Title>
          {subtitle && (
            <Text c="dimmed" mt={6}>
              {subtitle}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      {children}
    </div>
  );
}
