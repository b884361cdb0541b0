import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core';

interface Props {
  readonly opened: boolean;
  readonly enabled: boolean;
  readonly onEnabled: (enabled: boolean) => void;
  readonly onClose: () => void;
}

const KEYS = [
  ['T', 'Today'],
  ['J', 'Next week or day'],
  ['K', 'Previous week or day'],
  ['W', 'Week'],
  ['D', 'Day'],
  ['N', 'Mark unavailable'],
  ['?', 'This help'],
] as const;

/** The calendar's keys, and the switch that turns them off. */
export function ShortcutsHelp({ opened, enabled, onEnabled, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard">
      <Stack>
        <Switch
          label="Single-key shortcuts while the focus is in the calendar"
          checked={enabled}
          onChange={(event) => onEnabled(event.currentTarget.checked)}
        />
        <Table withRowBorders={false} verticalSpacing={4}>
          <Table.Tbody>
            {KEYS.map(([key, meaning]) => (
              <Table.Tr key={key}>
                <Table.Td w="4rem">
                  <Kbd>{key}</Kbd>
                </Table.Td>
                <Table.Td>{meaning}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td>
                <Kbd>Tab</Kbd>
              </Table.Td>
              <Table.Td>
                Into the calendar: arrow keys then move the selected time, Shift with up or down changes its
                length, Enter marks it unavailable.
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  );
}
