import { Avatar, Paper, Skeleton, Text } from '@mantine/core';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { VisitMode, VisitType } from '@openslot/shared/contracts/visit-types';
import { visitTypesOf } from '@openslot/shared/visits/doctor-visit-types';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { avatarName } from '../../lib/avatar-name.ts';
import { VISIT_MODES } from '../../ui/visit-modes.ts';
import classes from './find-doctor.module.css';

/** A doctor as patients choose them; the whole card leads to the free times. */
export function DoctorCard({ doctor, visitTypes }: { doctor: Doctor; visitTypes: readonly VisitType[] }) {
  const offered = visitTypesOf(doctor, visitTypes);
  const modes = [...new Set(offered.map(({ mode }) => mode))];
  return (
    <Paper className={classes.card} withBorder component="article">
      <div className={classes.person}>
        <Avatar name={avatarName(doctor.name)} color="initials" size={52} radius={100} alt="" />
        <div>
          <Text component="h2" className={classes.name}>
            <Link to={`/book/${doctor.id}`} className={classes.cardLink}>
              {doctor.name}
            </Link>
          </Text>
          <Text c="dimmed" size="sm">
            {doctor.specialty}
          </Text>
        </div>
      </div>
      {doctor.about !== '' && (
        <Text size="sm" lineClamp={3} className={classes.about}>
          {doctor.about}
        </Text>
      )}
      <div className={classes.cardEnd}>
        <Modes modes={modes} />
        <Text component="span" className={classes.go} size="sm" fw={600} aria-hidden>
          Free times <IconChevronRight size={16} />
        </Text>
      </div>
    </Paper>
  );
}

function Modes({ modes }: { modes: readonly VisitMode[] }) {
  return (
    <ul className={classes.modes} aria-label="Kinds of visit">
      {modes.map((mode) => {
        const { icon: Icon, label } = VISIT_MODES[mode];
        return (
          <li key={mode} className={classes.mode}>
            <Icon size={15} aria-hidden /> {label}
          </li>
        );
      })}
    </ul>
  );
}

/** Takes exactly the room of a card with three lines of text, so that nothing jumps. */
export function DoctorCardSkeleton() {
  return (
    <Paper className={classes.card} withBorder aria-hidden>
      <div className={classes.person}>
        <Skeleton circle h={52} w={52} />
        <div style={{ flex: 1 }}>
          <Skeleton h={18} w="65%" mb={8} />
          <Skeleton h={13} w="45%" />
        </div>
      </div>
      <div className={classes.about}>
        <Skeleton h={12} mb={9} />
        <Skeleton h={12} mb={9} />
        <Skeleton h={12} w="60%" />
      </div>
      <div className={classes.cardEnd}>
        <Skeleton h={24} w={90} radius="xl" />
      </div>
    </Paper>
  );
}
