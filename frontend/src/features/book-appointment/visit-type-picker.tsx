import { Group, Radio, Stack, Text } from '@mantine/core';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { formatMinutes } from '../../lib/format.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import classes from './booking.module.css';

interface Props {
  readonly visitTypes: readonly VisitType[];
  readonly value: string;
  readonly onChange: (visitTypeId: string) => void;
}

/** What the visit is for; it decides length, place and notice. */
export function VisitTypePicker({ visitTypes, value, onChange }: Props) {
  return (
    <Radio.Group
      label="Kind of visit"
      value={value}
      onChange={onChange}
      classNames={{ label: classes.label ?? '' }}
    >
      <Stack gap="xs" mt={6}>
        {visitTypes.map((visitType) => (
          <VisitTypeCard key={visitType.id} visitType={visitType} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function VisitTypeCard({ visitType }: { visitType: VisitType }) {
  const { icon: Icon, label } = VISIT_MODES[visitType.mode];
  return (
    <Radio.Card value={visitType.id} className={classes.choice} radius="md">
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <Radio.Indicator mt={2} />
        <div>
          <Text fw={550}>{visitType.name}</Text>
          <Text size="sm" c="dimmed" className={classes.choiceFacts}>
            <Icon size={15} aria-hidden /> {label} · {formatMinutes(visitType.durationMinutes)}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
