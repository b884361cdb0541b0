import { createBrowserRouter, type DataRouter, type RouteObject } from 'react-router';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { RequireRole } from './require-role.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** The first page brings the styles of its own components; every other page may use all of them. */
const allStyles = (): Promise<unknown> => import('./all-styles.ts');

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
      const [{ BookAppointment }] = await Promise.all([
        import('../features/book-appointment/book-appointment-page.tsx'),
        allStyles(),
      ]);
      return { Component: BookAppointment };
    },
  },
  {
    path: 'book/any/:specialty',
    lazy: async () => {
      const [{ BookAnyDoctor }] = await Promise.all([
        import('../features/book-appointment/any-doctor-page.tsx'),
        allStyles(),
      ]);
      return { Component: BookAnyDoctor };
    },
  },
  {
    element: <RequireRole roles={['patient']} />,
    children: [
      {
        path: 'appointments',
        lazy: async () => {
          const [{ MyAppointments }] = await Promise.all([
            import('../features/my-appointments/my-appointments-page.tsx'),
            allStyles(),
          ]);
          return { Component: MyAppointments };
        },
      },
      {
        path: 'verify-email',
        lazy: async () => {
          const [{ VerifyEmailPage }] = await Promise.all([
            import('../features/sign-in/verify-email-page.tsx'),
            allStyles(),
          ]);
          return { Component: VerifyEmailPage };
        },
      },
      {
        path: 'claim',
        lazy: async () => {
          const [{ ClaimPage }] = await Promise.all([
            import('../features/patients/claim-page.tsx'),
            allStyles(),
          ]);
          return { Component: ClaimPage };
        },
      },
    ],
  },
  {
    element: <RequireRole roles={['doctor', 'front_desk', 'admin']} />,
    children: ['schedule', 'schedule/:doctorId'].map((path) => ({
      path,
      lazy: async () => {
        const [{ ScheduleManagementPage }] = await Promise.all([
          import('../features/schedule-management/schedule-management-page.tsx'),
          allStyles(),
        ]);
        return { Component: ScheduleManagementPage };
      },
    })),
  },
  {
    element: <RequireRole roles={['front_desk', 'admin']} />,
    children: [
      {
        path: 'patients',
        lazy: async () => {
          const [{ PatientsPage }] = await Promise.all([
            import('../features/patients/patients-page.tsx'),
            allStyles(),
          ]);
          return { Component: PatientsPage };
        },
      },
    ],
  },
  {
    element: <RequireRole roles={['admin']} />,
    children: [
      {
        path: 'admin/*',
        lazy: async () => {
          const [{ AdminPage }] = await Promise.all([
            import('../features/admin/admin-page.tsx'),
            allStyles(),
          ]);
          return { Component: AdminPage };
        },
      },
    ],
  },
  {
    path: 'sign-in',
    lazy: async () => {
      const [{ SignInPage }] = await Promise.all([
        import('../features/sign-in/sign-in-page.tsx'),
        allStyles(),
      ]);
      return { Component: SignInPage };
    },
  },
  {
    path: 'sign-up',
    lazy: async () => {
      const [{ SignUpPage }] = await Promise.all([
        import('../features/sign-in/sign-up-page.tsx'),
        allStyles(),
      ]);
      return { Component: SignUpPage };
    },
  },
  {
    path: 'forgot-password',
    lazy: async () => {
      const [{ ForgotPasswordPage }] = await Promise.all([
        import('../features/sign-in/forgot-password-page.tsx'),
        allStyles(),
      ]);
      return { Component: ForgotPasswordPage };
    },
  },
  {
    path: 'new-password',
    lazy: async () => {
      const [{ NewPasswordPage }] = await Promise.all([
        import('../features/sign-in/new-password-page.tsx'),
        allStyles(),
      ]);
      return { Component: NewPasswordPage };
    },
  },
  {
    path: 'invitation',
    lazy: async () => {
      const [{ InvitationPage }] = await Promise.all([
        import('../features/sign-in/invitation-page.tsx'),
        allStyles(),
      ]);
      return { Component: InvitationPage };
    },
  },
  {
    path: '*',
    lazy: async () => {
      const [{ NotFoundPage }] = await Promise.all([import('./not-found-page.tsx'), allStyles()]);
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
