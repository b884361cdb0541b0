import { Avatar, Stack, Text } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import { Link } from 'react-router';
import { avatarName } from '../../lib/avatar-name.ts';
import classes from './booking.module.css';

interface Props {
  readonly specialty: string;
  readonly doctors: readonly Doctor[];
}

const SHOWN = 5;

/** Among whom the visit can be, with a way to everybody alone. */
export function AnyDoctorSummary({ specialty, doctors }: Props) {
  const shown = doctors.slice(0, SHOWN);
  const more = doctors.length - shown.length;
  return (
    <Stack gap="sm">
      <Text fw={650} size="lg" lh={1.3}>
        {specialty}
      </Text>
      <Text size="sm" c="dimmed">
        All their free times together. You choose whom the visit is with.
      </Text>
      <ul className={classes.people}>
        {shown.map(({ id, name }) => (
          <li key={id}>
            <Avatar name={avatarName(name)} color="initials" size={32} radius="xl" alt="" />
            <Link to={`/book/${id}`} className={classes.personLink}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          and {more} more
        </Text>
      )}
    </Stack>
  );
}
