import { Button, Group, Popover, Select, Text } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { formatZone } from '../../lib/format.ts';
import { ClockButton } from '../../ui/clock-button.tsx';
import type { DisplayZone } from './use-display-zone.ts';

interface Props {
  readonly zone: DisplayZone;
  /** Epoch ms for which the offset is named. */
  readonly at: number;
  /** How the zone of the place is introduced, where it is another one. */
  readonly placeText: string;
  readonly onChange: (timeZone: string) => void;
}

/** In which zone the times are, always by name. Visits in person have no choice: they happen where the doctor is. */
export function ZoneBar({ zone, at, placeText, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { timeZone, locked, doctors, elsewhere } = zone;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <IconWorld size={18} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <div>
        <Text size="sm">
          Times in <strong>{formatZone(timeZone, at)}</strong>
          {locked && ', where the visit takes place'}
        </Text>
        {doctors !== null && (
          <Text size="sm" c="dimmed">
            {placeText} {formatZone(doctors, at)}
          </Text>
        )}
        {elsewhere !== null && elsewhere !== doctors && (
          <Text size="sm" c="dimmed">
            Your device is set to {formatZone(elsewhere, at)}
          </Text>
        )}
        {!locked && (
          <Popover opened={isOpen} onChange={setOpen} width={300} trapFocus withArrow shadow="md">
            <Popover.Target>
              <Button variant="subtle" size="compact-sm" ml={-8} onClick={() => setOpen(!isOpen)}>
                Change time zone
              </Button>
            </Popover.Target>
            <Popover.Dropdown>
              <ZoneSelect
                value={timeZone}
                onChange={(next) => {
                  setOpen(false);
                  onChange(next);
                }}
              />
            </Popover.Dropdown>
          </Popover>
        )}
        <ClockButton ml={-8} />
      </div>
    </Group>
  );
}

function ZoneSelect({ value, onChange }: { value: string; onChange: (timeZone: string) => void }) {
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort(), []);
  return (
    <Select
      label="Time zone"
      placeholder={value}
      data={zones}
      // Empty, so that typing searches at once; the zone in use is the placeholder.
      value={null}
      searchable
      data-autofocus
      limit={80}
      nothingFoundMessage="No such zone"
      comboboxProps={{ withinPortal: false }}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
