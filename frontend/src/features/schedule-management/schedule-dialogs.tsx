import { Modal, Skeleton } from '@mantine/core';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { listOverrides, type Override } from '@openslot/shared/contracts/overrides';
import { addDays, daysBetween } from '@openslot/shared/time/local-date';
import { useLayoutEffect, useRef, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import type { Api } from '../../lib/api-client.ts';
import { useLastOpened } from '../../lib/use-last-opened.ts';
import { useRead } from '../../lib/use-read.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { MoveDialog } from './calendar/drag/move-dialog.tsx';
import { DiscardQuestion, useDiscardGuard } from './discard-guard.tsx';
import { ExplainForm } from './explain/explain-form.tsx';
import { type OvernightTail, overnightTails } from './overrides/overnight-tail.ts';
import type { OverrideDraft } from './overrides/override-draft.ts';
import { OverrideForm } from './overrides/override-form.tsx';
import type { Aside } from './pending/aside.ts';
import { RecurringForm } from './recurring/recurring-form.tsx';
import { type ScheduleDialog, useSchedule } from './schedule-context.ts';
import { UnavailabilityForm } from './unavailability/unavailability-form.tsx';
import { VisitDetails } from './visits/visit-details.tsx';

interface Props {
  readonly dialog: ScheduleDialog | null;
  /** What had the focus when it was opened. */
  readonly opener: Element | null;
  readonly onClose: (dialog: ScheduleDialog | null) => void;
}

function titleOf(dialog: ScheduleDialog): string {
  switch (dialog.kind) {
    case 'unavailability':
      return dialog.item === null ? 'Mark unavailable' : 'Edit unavailability';
    case 'override':
      return dialog.dates.length === 1 ? 'Hours of this date' : `Hours of ${dialog.dates.length} dates`;
    case 'recurring':
      return 'Recurring override';
    case 'visit':
      return 'Visit';
    case 'move':
      return 'Move this visit';
    case 'explain':
      return 'Why is a time not bookable?';
  }
}

/**
 * The one dialog of the schedule. The focus goes back to where it came from; a started form survives a stray click. While
 * what it asked for is being saved it stands aside, and comes back as it was when that is refused.
 */
export function ScheduleDialogs({ dialog, opener, onClose }: Props) {
  const { shown, key } = useLastOpened(dialog);
  const { write } = useSchedule();
  const [aside, setAside] = useState<ScheduleDialog | null>(null);
  const current = useRef(dialog);
  current.current = dialog;
  const guard = useDiscardGuard(() => onClose(current.current), dialog);
  const standAside = (mine: ScheduleDialog): Aside => {
    setAside(mine);
    const isMine = () => current.current === mine;
    return {
      done: () => (isMine() ? guard.close() : undefined),
      comeBack: () => {
        setAside(null);
        return isMine();
      },
    };
  };
  const isAside = dialog !== null && aside === dialog;
  useLayoutEffect(() => {
    if (isAside && opener instanceof HTMLElement) {
      // Before the modal remembers, for the way back, where the focus is now.
      opener.focus();
    }
  }, [isAside, opener]);
  const leave = () => {
    if (write.pending !== null) {
      // Esc means the question about booked visits, which lies over this dialog.
      return;
    }
    if (shown?.kind === 'visit' || shown?.kind === 'move') {
      guard.close();
    } else {
      guard.leave();
    }
  };
  return (
    <>
      <Modal
        closeOnEscape={!guard.asking && !isAside}
        opened={dialog !== null}
        // Out of sight and out of the way, but with everything that was entered.
        styles={{ root: isAside ? { display: 'none' } : {} }}
        lockScroll={!isAside}
        trapFocus={!isAside}
        onClose={leave}
        title={shown === null ? '' : titleOf(shown)}
        closeOnClickOutside={!guard.dirty}
      >
        {shown !== null && (
          <Content
            key={key}
            dialog={shown}
            onDirty={guard.onDirty}
            onClose={guard.close}
            onCancel={leave}
            onSaving={() => standAside(shown)}
          />
        )}
      </Modal>
      <DiscardQuestion guard={guard} scope={isAside ? 'page' : 'view'} />
    </>
  );
}

interface ContentProps {
  readonly dialog: ScheduleDialog;
  readonly onDirty: () => void;
  readonly onClose: () => void;
  readonly onCancel: () => void;
  readonly onSaving: () => Aside;
}

function Content({ dialog, ...props }: ContentProps) {
  const { onDirty, onClose } = props;
  switch (dialog.kind) {
    case 'unavailability':
      return <UnavailabilityForm item={dialog.item} draft={dialog.draft} {...props} />;
    case 'override':
      return <OverrideOfDates dates={dialog.dates} entered={dialog.draft} {...props} />;
    case 'recurring':
      return <RecurringForm item={dialog.item} entered={dialog.draft} {...props} />;
    case 'visit':
      return <VisitDetails appointment={dialog.appointment} onDirty={onDirty} onClose={onClose} />;
    case 'move':
      return <MoveDialog appointment={dialog.appointment} start={dialog.start} onClose={onClose} />;
    case 'explain':
      return <ExplainForm date={dialog.date} />;
  }
}

interface SeenDates {
  readonly overrides: readonly Override[];
  readonly tails: readonly OvernightTail[];
}

/** The most days one calendar answer covers. */
const CALENDAR_DAYS = 62;

/** The overrides of some dates, and which evenings before run into them. Over a very long span only the overrides. */
async function readDates(
  api: Api,
  doctorId: string,
  dates: readonly string[],
  signal: AbortSignal,
): Promise<SeenDates> {
  const [first, last] = [dates[0] ?? '', dates.at(-1) ?? ''];
  const from = addDays(first, -1);
  if (daysBetween(from, last) >= CALENDAR_DAYS) {
    const query = { from: first, to: last };
    return { ...(await api.call(listOverrides, { signal, params: { doctorId }, query })), tails: [] };
  }
  const calendar = await api.call(readCalendar, { signal, params: { doctorId }, query: { from, to: last } });
  return {
    overrides: calendar.overrides,
    tails: overnightTails(dates, calendar.working, calendar.timeZone),
  };
}

/** Reads what these dates have now, so that the form starts from the truth wherever it was opened. */
function OverrideOfDates({
  dates,
  entered,
  onDirty,
  onClose,
  onCancel,
  onSaving,
}: Omit<ContentProps, 'dialog'> & {
  readonly dates: readonly string[];
  readonly entered: OverrideDraft | undefined;
}) {
  const { doctor, removeOverride } = useSchedule();
  const { api } = useServices();
  const sorted = [...dates].sort();
  const read = useRead(`${doctor.id}|${sorted.join()}`, (signal) =>
    readDates(api, doctor.id, sorted, signal),
  );
  if (read.value === undefined) {
    return read.status === 'failed' ? (
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
    ) : (
      <Skeleton h={280} radius="md" />
    );
  }
  return (
    <OverrideForm
      dates={sorted}
      present={read.value.overrides.filter((override) => dates.includes(override.date))}
      tails={read.value.tails}
      entered={entered}
      onDirty={onDirty}
      onRemove={(override) => {
        onClose();
        void removeOverride(override);
      }}
      onClose={onClose}
      onCancel={onCancel}
      onSaving={onSaving}
    />
  );
}
