import { Alert, Button } from '@mantine/core';

/** Somebody else saved this list meanwhile: to go on, theirs has to be seen. */
export function StaleHolidays({ onLoadTheirs }: { readonly onLoadTheirs: () => void }) {
  return (
    <Alert color="yellow" role="alert" title="The holidays were changed by someone else meanwhile">
      <Button variant="default" size="compact-sm" onClick={onLoadTheirs}>
        Show theirs
      </Button>
    </Alert>
  );
}
