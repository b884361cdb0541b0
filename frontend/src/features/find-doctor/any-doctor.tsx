import { Paper, Text, ThemeIcon } from '@mantine/core';
import { IconChevronRight, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './find-doctor.module.css';

const bookAny = (specialty: string): string => `/book/any/${encodeURIComponent(specialty)}`;

/** Above the doctors of a specialty: who comes first matters less to many people than when. */
export function AnyDoctorCard({ specialty }: { specialty: string }) {
  return (
    <Paper className={`${classes.card} ${classes.anyCard}`} withBorder>
      <ThemeIcon size={44} radius="xl" variant="light" visibleFrom="xs">
        <IconUsers size={22} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <div className={classes.anyText}>
        <Text component="h2" className={classes.name}>
          <Link to={bookAny(specialty)} className={classes.cardLink}>
            Any doctor of {specialty}
          </Link>
        </Text>
        <Text c="dimmed" size="sm">
          All their free times together, for the earliest one that suits you.
        </Text>
      </div>
      <Text component="span" className={classes.go} size="sm" fw={600} aria-hidden>
        Free times <IconChevronRight size={16} />
      </Text>
    </Paper>
  );
}

/** The same for each specialty, before one is chosen. */
export function AnyDoctorLinks({ specialties }: { specialties: readonly string[] }) {
  if (specialties.length === 0) {
    return null;
  }
  return (
    <nav className={classes.anyLinks} aria-label="Any doctor of a specialty">
      <Text component="span" size="sm" c="dimmed">
        Any doctor of
      </Text>
      <ul>
        {specialties.map((specialty) => (
          <li key={specialty}>
            <Link to={bookAny(specialty)} className={classes.anyLink}>
              {specialty}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
