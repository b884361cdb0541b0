import { Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { addMyPatient, listMyPatients, type MyPatient } from '@openslot/shared/contracts/patients';
import { IconPencil, IconPlus, IconUser, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { formatLocalDate } from '../../lib/format.ts';
import { useLastOpened } from '../../lib/use-last-opened.ts';
import { useRead } from '../../lib/use-read.ts';
import { useVisitNews } from '../../sync/use-visit-news.ts';
import { ChildForm } from '../../ui/people/child-form.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import classes from './my-appointments.module.css';
import { PersonForm } from './person-form.tsx';

type Task = { readonly kind: 'add' } | { readonly kind: 'edit'; readonly person: MyPatient };

/** For whom the signed-in person books: themselves, and those they look after. */
export function People() {
  const { api } = useServices();
  const read = useRead('mine', (signal) => api.call(listMyPatients, { signal }), useVisitNews());
  const [task, setTask] = useState<Task | null>(null);
  return (
    <Stack component="section" gap="sm" mt="xl" aria-labelledby="people">
      <Group justify="space-between">
        <Title order={2} id="people">
          People I book for
        </Title>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setTask({ kind: 'add' })}
        >
          Add a child
        </Button>
      </Group>
      <ProblemAlert problem={read.problem} onRetry={read.reload} />
      <ul className={classes.people} aria-busy={read.status === 'loading'}>
        {read.status === 'loading' && <Skeleton component="li" h={72} radius="lg" />}
        {read.value?.items.map((person) => (
          <Person key={person.id} person={person} onEdit={() => setTask({ kind: 'edit', person })} />
        ))}
      </ul>
      <PeopleDialog task={task} onClose={() => setTask(null)} onSaved={read.reload} />
    </Stack>
  );
}

function Person({ person, onEdit }: { readonly person: MyPatient; readonly onEdit: () => void }) {
  const { name, birthDate, phone, relation } = person;
  const Icon = relation === 'self' ? IconUser : IconUsers;
  const facts = [birthDate === null ? null : `born ${formatLocalDate(birthDate)}`, phone];
  return (
    <Paper component="li" withBorder className={classes.person}>
      <span className={classes.face} aria-hidden>
        <Icon size={20} />
      </span>
      <div className={classes.body}>
        <Text fw={620}>
          {name}
          {relation === 'self' && ' (you)'}
        </Text>
        <Text size="sm" c="dimmed">
          {facts.filter((fact) => fact !== null).join(' · ') || 'No date of birth yet'}
        </Text>
      </div>
      <Button
        variant="subtle"
        leftSection={<IconPencil size={16} aria-hidden />}
        aria-label={`Change ${name}`}
        onClick={onEdit}
      >
        Change
      </Button>
    </Paper>
  );
}

interface DialogProps {
  readonly task: Task | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function PeopleDialog({ task, onClose, onSaved }: DialogProps) {
  const { api, stores } = useServices();
  const { shown, key } = useLastOpened(task);
  const done = (title: string, text: string) => {
    onSaved();
    onClose();
    stores.toasts.getState().show({ tone: 'success', title, text });
  };
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={shown?.kind === 'edit' ? `Details of ${shown.person.name}` : 'Add a child'}
    >
      {shown?.kind === 'add' && (
        <Stack>
          <Text size="sm" c="dimmed">
            A child, or somebody else you look after. You book, move and cancel visits for them.
          </Text>
          <ChildForm
            key={key}
            schema={addMyPatient.body}
            onSave={async (body) => {
              const { patient } = await api.call(addMyPatient, { body });
              done('Added', `You can book for ${patient.name} now.`);
            }}
            onCancel={onClose}
          />
        </Stack>
      )}
      {shown?.kind === 'edit' && (
        <PersonForm
          key={key}
          person={shown.person}
          onCancel={onClose}
          onSaved={(person, claimed) =>
            done('Saved', claimed ? 'The clinic knew you already: your record was found.' : person.name)
          }
        />
      )}
    </Modal>
  );
}
