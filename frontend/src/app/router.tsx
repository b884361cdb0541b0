import { createBrowserRouter, type DataRouter, type RouteObject } from 'react-router';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { RequireRole } from './require-role.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** Each page is a chunk of its own, loaded when its address is opened. */
const pages: RouteObject[] = [
  {
    index: true,
    lazy: async () => {
      const { FindDoctorPage } = await import('../features/find-doctor/find-doctor-page.tsx');
      return { Component: FindDoctorPage };
    },
  },
  {
    path: 'book/:doctorId',
    lazy: async () => {
      const { BookAppointment } = await import('../features/book-appointment/book-appointment-page.tsx');
      return { Component: BookAppointment };
    },
  },
  {
    element: <RequireRole roles={['patient']} />,
    children: [
      {
        path: 'appointments',
        lazy: async () => {
          const { MyAppointments } = await import('../features/my-appointments/my-appointments-page.tsx');
          return { Component: MyAppointments };
        },
      },
    ],
  },
  {
    element: <RequireRole roles={['doctor', 'front_desk', 'admin']} />,
    children: ['schedule', 'schedule/:doctorId'].map((path) => ({
      path,
      lazy: async () => {
        const { ScheduleManagementPage } = await import(
          '../features/schedule-management/schedule-management-page.tsx'
        );
        return { Component: ScheduleManagementPage };
      },
    })),
  },
  {
    element: <RequireRole roles={['admin']} />,
    children: [
      {
        path: 'admin/*',
        lazy: async () => {
          const { AdminPage } = await import('../features/admin/admin-page.tsx');
          return { Component: AdminPage };
        },
      },
    ],
  },
  {
    path: 'sign-in',
    lazy: async () => {
      const { SignInPage } = await import('../features/sign-in/sign-in-page.tsx');
      return { Component: SignInPage };
    },
  },
  {
    path: 'sign-up',
    lazy: async () => {
      const { SignUpPage } = await import('../features/sign-in/sign-up-page.tsx');
      return { Component: SignUpPage };
    },
  },
  {
    path: 'invitation',
    lazy: async () => {
      const { InvitationPage } = await import('../features/sign-in/invitation-page.tsx');
      return { Component: InvitationPage };
    },
  },
  {
    path: '*',
    lazy: async () => {
      const { NotFoundPage } = await import('./not-found-page.tsx');
      return { Component: NotFoundPage };
    },
  },
];

export function createRouter(): DataRouter {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      // The first page is being loaded: the frame stands already, so that nothing jumps.
      hydrateFallbackElement: (
        <Shell>
          <PageSkeleton />
        </Shell>
      ),
      children: [{ errorElement: <RouteError />, children: pages }],
    },
  ]);
}
