import { ActionIcon, Badge, Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { listVisitTypes, type VisitType } from '@openslot/shared/contracts/visit-types';
import { IconListDetails, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../../app/services-context.ts';
import { formatMinutes } from '../../../lib/format.ts';
import { useLastOpened } from '../../../lib/use-last-opened.ts';
import { useRead } from '../../../lib/use-read.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { VISIT_MODES } from '../../../ui/visit-modes.ts';
import classes from '../admin.module.css';
import { VisitTypeForm } from './visit-type-form.tsx';
import { rulesText } from './visit-type-texts.ts';

interface Editing {
  readonly type: VisitType | null;
}

function VisitTypeRow({ type, onEdit }: { type: VisitType; onEdit: () => void }) {
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Group gap="xs">
          <Text fw={600}>{type.name}</Text>
          {!type.active && (
            <Badge color="gray" variant="light" c="var(--mantine-color-text)">
              Inactive
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {VISIT_MODES[type.mode].label} · {formatMinutes(type.durationMinutes)}
        </Text>
      </div>
      <div className={classes.fact}>{rulesText(type)}</div>
      <div className={classes.side}>
        <ActionIcon variant="subtle" size={44} aria-label={`Edit ${type.name}`} onClick={onEdit}>
          <IconPencil size={18} />
        </ActionIcon>
      </div>
    </li>
  );
}

interface EditorProps {
  readonly editing: Editing | null;
  readonly onClose: () => void;
  readonly onSaved: (saved: VisitType) => void;
}

function EditorDialog({ editing, onClose, onSaved }: EditorProps) {
  const { shown, key } = useLastOpened(editing);
  const [dirty, setDirty] = useState(false);
  const close = () => {
    setDirty(false);
    onClose();
  };
  return (
    <Modal
      opened={editing !== null}
      onClose={close}
      size="lg"
      title={(shown?.type ?? null) === null ? 'Add a visit type' : 'Edit visit type'}
      closeOnClickOutside={!dirty}
    >
      {shown !== null && (
        <VisitTypeForm
          key={key}
          type={shown.type}
          onDirty={() => setDirty(true)}
          onClose={close}
          onSaved={(saved) => {
            onSaved(saved);
            close();
          }}
        />
      )}
    </Modal>
  );
}

/** The kinds of visits the clinic offers. */
export function VisitTypesPanel() {
  const { api, stores } = useServices();
  const [editing, setEditing] = useState<Editing | null>(null);
  const read = useRead('all', (signal) =>
    api.call(listVisitTypes, { signal, query: { includeInactive: 'true' } }),
  );
  const items = read.value?.items ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ type: null })}>
      Add a visit type
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed" maw="40rem">
          A change reaches the free times of every doctor within moments; booked visits stay as they are.
        </Text>
        {items.length > 0 && add}
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      <ul className={classes.rows} aria-label="Visit types" aria-busy={read.status === 'loading'}>
        {read.status === 'loading' &&
          [1, 2, 3].map((row) => <Skeleton component="li" key={row} h={68} radius="md" />)}
        {items.map((type) => (
          <VisitTypeRow key={type.id} type={type} onEdit={() => setEditing({ type })} />
        ))}
      </ul>
      {read.status === 'ready' && items.length === 0 && (
        <EmptyState
          icon={<IconListDetails size={32} aria-hidden />}
          title="No visit types yet"
          text="A visit type says how long a visit takes and how far ahead it can be booked."
          action={add}
        />
      )}
      <EditorDialog
        editing={editing}
        onClose={() => setEditing(null)}
        onSaved={(saved) => {
          stores.toasts.getState().show({ tone: 'success', title: 'Visit type saved', text: saved.name });
          read.reload();
        }}
      />
    </Stack>
  );
}
