import { Checkbox, Group, NumberInput, Skeleton, Stack } from '@mantine/core';
import type { DoctorInput } from '@openslot/shared/contracts/doctors';
import { listVisitTypes, type VisitType } from '@openslot/shared/contracts/visit-types';
import { useServices } from '../../../app/services-context.ts';
import { formatMinutes } from '../../../lib/format.ts';
import { useRead } from '../../../lib/use-read.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';

type Offered = Pick<DoctorInput, 'visitTypeIds' | 'visitDurations'>;

interface Props {
  readonly value: Offered;
  /** By pointer without the leading slash. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Offered) => void;
}

/** What a doctor offers, and how long the doctor takes for it where that is not as usual. */
export function DoctorVisitTypes({ value, errors, onChange }: Props) {
  const { api } = useServices();
  const read = useRead('visit-types', (signal) => api.call(listVisitTypes, { signal, query: {} }));
  const { visitTypeIds, visitDurations = [] } = value;
  if (read.value === undefined) {
    return read.status === 'failed' ? (
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
    ) : (
      <Skeleton h={96} radius="md" />
    );
  }
  const setOffered = (ids: string[]) =>
    onChange({
      visitTypeIds: ids,
      visitDurations: visitDurations.filter(({ visitTypeId }) => ids.includes(visitTypeId)),
    });
  const setDuration = (visitTypeId: string, durationMinutes: number | null) => {
    const others = visitDurations.filter((one) => one.visitTypeId !== visitTypeId);
    const own = durationMinutes === null ? [] : [{ visitTypeId, durationMinutes }];
    onChange({ visitTypeIds, visitDurations: [...others, ...own] });
  };
  return (
    <Checkbox.Group
      label="Visit types"
      description="What patients can book with this doctor. Without one, nothing can be booked. A doctor may take longer or shorter than usual."
      value={visitTypeIds}
      error={errors.visitTypeIds}
      onChange={setOffered}
    >
      <Stack gap="xs" mt="xs">
        {read.value.items.map((type) => {
          const index = visitDurations.findIndex(({ visitTypeId }) => visitTypeId === type.id);
          return (
            <Group key={type.id} justify="space-between" gap="xs" mih={36}>
              <Checkbox value={type.id} label={`${type.name} (${formatMinutes(type.durationMinutes)})`} />
              {visitTypeIds.includes(type.id) && (
                <OwnDuration
                  type={type}
                  minutes={visitDurations[index]?.durationMinutes ?? ''}
                  error={errors[`visitDurations/${index}/durationMinutes`]}
                  onChange={(minutes) => setDuration(type.id, minutes)}
                />
              )}
            </Group>
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

interface OwnDurationProps {
  readonly type: VisitType;
  readonly minutes: number | '';
  readonly error: string | undefined;
  /** Null: as usual. */
  readonly onChange: (minutes: number | null) => void;
}

function OwnDuration({ type, minutes, error, onChange }: OwnDurationProps) {
  return (
    <NumberInput
      aria-label={`Duration of ${type.name} with this doctor`}
      placeholder="as long as usual"
      w="11rem"
      min={0}
      step={5}
      startValue={type.durationMinutes}
      suffix=" minutes"
      allowDecimal={false}
      allowNegative={false}
      value={minutes}
      error={error}
      onChange={(value) => onChange(typeof value === 'number' ? value : null)}
    />
  );
}
