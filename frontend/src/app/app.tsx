import { MantineProvider } from '@mantine/core';
import { type DataRouter, RouterProvider } from 'react-router';
import type { Services } from './services.ts';
import { ServicesContext } from './services-context.ts';
import { cssVariables, theme } from './theme.ts';
import { ToastOutlet } from './toast-outlet.tsx';

/** Everything around the pages. `services` and `router` live and die together. */
export function App({ services, router }: { services: Services; router: DataRouter }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ServicesContext value={services}>
        <RouterProvider router={router} />
        <ToastOutlet />
      </ServicesContext>
    </MantineProvider>
  );
}
