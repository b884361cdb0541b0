import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { FormEvent } from 'react';
import { formatMinutes } from '../../../lib/format.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StaleAlert } from '../../../ui/stale-alert.tsx';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';
import { useVisitTypeForm } from './use-visit-type-form.ts';
import type { NoticeUnit, VisitTypeDraft } from './visit-type-draft.ts';
import { MODE_OPTIONS, rulesText } from './visit-type-texts.ts';

interface Props {
  readonly type: VisitType | null;
  readonly onDirty: () => void;
  readonly onClose: () => void;
  readonly onSaved: (saved: VisitType) => void;
}

const FIELDS = [
  'name',
  'mode',
  'durationMinutes',
  'stepMinutes',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'minimumNoticeMinutes',
  'bookingWindowDays',
  'cancellationCutoffMinutes',
] as const;

type NumberField =
  | 'durationMinutes'
  | 'stepMinutes'
  | 'bufferBeforeMinutes'
  | 'bufferAfterMinutes'
  | 'bookingWindowDays';

interface FieldProps {
  readonly draft: VisitTypeDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly set: (change: Partial<VisitTypeDraft>) => void;
}

function WholeNumber({
  name,
  draft,
  errors,
  set,
  ...rest
}: FieldProps & {
  readonly name: NumberField;
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly step: number;
  readonly suffix: string;
  readonly required?: boolean;
}) {
  return (
    <NumberInput
      {...rest}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      value={draft[name]}
      error={errors[name]}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : '' })}
    />
  );
}

function Notice({ draft, errors, set }: FieldProps) {
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <NumberInput
        label="Minimum notice"
        required
        min={0}
        allowDecimal={false}
        allowNegative={false}
        flex={1}
        value={draft.minimumNotice}
        error={errors.minimumNoticeMinutes}
        onChange={(value) => set({ minimumNotice: typeof value === 'number' ? value : '' })}
      />
      <Select
        aria-label="Unit of the minimum notice"
        w="7rem"
        allowDeselect={false}
        data={['minutes', 'hours', 'days']}
        value={draft.noticeUnit}
        onChange={(unit) => set({ noticeUnit: (unit ?? 'hours') as NoticeUnit })}
      />
    </Group>
  );
}

function Fields(props: FieldProps) {
  const { draft, errors, set } = props;
  const duration = typeof draft.durationMinutes === 'number' ? draft.durationMinutes : 0;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        label="Name"
        required
        data-autofocus
        value={draft.name}
        error={errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label="How"
        required
        allowDeselect={false}
        data={MODE_OPTIONS}
        value={draft.mode}
        error={errors.mode}
        onChange={(mode) => set({ mode: (mode ?? 'in_person') as VisitTypeDraft['mode'] })}
      />
      <WholeNumber {...props} name="durationMinutes" label="Duration" required step={5} suffix=" minutes" />
      <WholeNumber
        {...props}
        name="stepMinutes"
        label="A start every"
        placeholder={duration === 0 ? '' : `as long as the visit: ${formatMinutes(duration)}`}
        step={5}
        suffix=" minutes"
      />
      <WholeNumber
        {...props}
        name="bufferBeforeMinutes"
        label="Free before"
        required
        step={5}
        suffix=" minutes"
      />
      <WholeNumber
        {...props}
        name="bufferAfterMinutes"
        label="Free after"
        required
        step={5}
        suffix=" minutes"
      />
      <Notice {...props} />
      <WholeNumber
        {...props}
        name="bookingWindowDays"
        label="Bookable ahead"
        required
        step={1}
        suffix=" days"
      />
      <NumberInput
        label="Late cancellation from"
        description="Patients may still cancel; it is marked. 0 means never."
        required
        min={0}
        decimalScale={2}
        allowNegative={false}
        suffix=" hours before"
        value={draft.cutoffHours}
        error={errors.cancellationCutoffMinutes}
        onChange={(value) => set({ cutoffHours: typeof value === 'number' ? value : '' })}
      />
    </SimpleGrid>
  );
}

/** A kind of visit and the rules by which patients may book it. */
export function VisitTypeForm({ type, onDirty, onClose, onSaved }: Props) {
  const form = useVisitTypeForm(type, onSaved);
  const { draft, errors, theirs } = form;
  const set = (change: Partial<VisitTypeDraft>) => {
    form.set(change);
    onDirty();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {theirs !== undefined && (
          <StaleAlert
            theirs={[
              `${theirs.name}, ${VISIT_MODES[theirs.mode].label}, ${formatMinutes(theirs.durationMinutes)}`,
              rulesText(theirs),
              theirs.active ? 'Can be booked' : 'Cannot be booked',
            ]}
            busy={form.busy}
            onLoadTheirs={form.loadTheirs}
            onSaveMine={() => void form.saveOverTheirs()}
          />
        )}
        {theirs === undefined && <ProblemAlert problem={form.problem} shown={FIELDS} />}
        <Fields draft={draft} errors={errors} set={set} />
        <Switch
          label="Needs approval"
          description="Patients ask for such a visit, and the clinic approves or declines it."
          checked={draft.needsApproval}
          onChange={(event) => set({ needsApproval: event.currentTarget.checked })}
        />
        {type !== null && (
          <Switch
            label="Can be booked"
            description="Booked visits stay, with the duration they were made with."
            checked={draft.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.busy}>
            {type === null ? 'Add visit type' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
