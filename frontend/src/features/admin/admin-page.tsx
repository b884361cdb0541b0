import { Navigate, Route, Routes } from 'react-router';
import { useStore } from 'zustand';
import { useServices } from '../../app/services-context.ts';
import { Page } from '../../ui/page.tsx';
import { AuditPanel } from './audit/audit-panel.tsx';
import { BookingPanel } from './booking/booking-panel.tsx';
import { DoctorsPanel } from './doctors/doctors-panel.tsx';
import { HolidaysPanel } from './holidays/holidays-panel.tsx';
import { MailboxPanel } from './mailbox/mailbox-panel.tsx';
import { SectionStrip } from './section-strip.tsx';
import { StaffPanel } from './staff/staff-panel.tsx';
import { VisitTypesPanel } from './visit-types/visit-types-panel.tsx';

const SECTIONS = [
  { path: 'doctors', label: 'Doctors', panel: <DoctorsPanel /> },
  { path: 'visit-types', label: 'Visit types', panel: <VisitTypesPanel /> },
  { path: 'holidays', label: 'Holidays', panel: <HolidaysPanel /> },
  { path: 'booking', label: 'Booking', panel: <BookingPanel /> },
  { path: 'staff', label: 'Staff', panel: <StaffPanel /> },
  { path: 'audit', label: 'Audit log', panel: <AuditPanel /> },
] as const;

/** Of a demo clinic only. */
const MAILBOX = { path: 'mailbox', label: 'Mailbox', panel: <MailboxPanel /> } as const;

/** Doctors, visit types, holidays, booking settings, staff and the audit log, each under its own address. */
export function AdminPage() {
  const demo = useStore(useServices().stores.clinic, (state) => state.clinic?.demo);
  const shown = demo ? [...SECTIONS, MAILBOX] : SECTIONS;
  // While it is not known yet, the address of the mailbox must not lead away from it.
  const reachable = demo === false ? SECTIONS : [...SECTIONS, MAILBOX];
  return (
    <Page title="Admin" width="wide">
      <SectionStrip sections={shown} />
      <Routes>
        {reachable.map(({ path, panel }) => (
          <Route key={path} path={path} element={panel} />
        ))}
        <Route path="*" element={<Navigate to="/admin/doctors" replace />} />
      </Routes>
    </Page>
  );
}
