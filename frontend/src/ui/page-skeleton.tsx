import { Skeleton, Stack } from '@mantine/core';
import classes from './page.module.css';

/** Stands in for a page whose code or permission is still being loaded. */
export function PageSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label="Loading">
      <Stack gap="lg">
        <Skeleton h={34} w="min(22rem, 70%)" radius="sm" />
        <Skeleton h={180} radius="lg" />
        <Skeleton h={180} radius="lg" />
      </Stack>
    </div>
  );
}
