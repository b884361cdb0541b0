import { Box, Text } from '@mantine/core';
import { IconArrowsMove, IconClockX } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { formatLocalDateShort } from '../../../../lib/format.ts';
import { clockText, spanText } from '../date-texts.ts';
import { placeOf } from '../item-place.ts';
import classes from './drag.module.css';
import { obstacleText } from './drop-target.ts';
import { useVisitDragging } from './visit-drag.ts';

interface Props {
  readonly dates: readonly string[];
}

/** Where the dragged visit would lie, and in words when that is and what is in the way. */
export function DragGhost({ dates }: Props) {
  const { store, obstacleOf } = useVisitDragging();
  const drag = useStore(store, (state) => state.drag);
  if (drag === null) {
    return null;
  }
  const { visit, target, at } = drag;
  const obstacle = obstacleOf(visit, target);
  const isBack = Date.parse(target.startsAt) === Date.parse(visit.startsAt);
  const width = `(100% - var(--hours-width)) / ${dates.length}`;
  const Icon = obstacle === null ? IconArrowsMove : IconClockX;
  return (
    <>
      <div
        className={classes.ghost}
        data-refused={obstacle !== null || undefined}
        style={{
          ...placeOf(target),
          insetInlineStart: `calc(var(--hours-width) + ${dates.indexOf(target.date)} * ${width})`,
          width: `calc(${width})`,
        }}
      >
        <span>{clockText(target.start)}</span>
      </div>
      <Box
        className={classes.words}
        data-drag-words
        data-refused={obstacle !== null || undefined}
        __vars={{ '--x': `${at.x}px`, '--y': `${at.y}px` }}
      >
        <Icon size={18} aria-hidden />
        <div>
          <Text size="sm" fw={600}>
            {formatLocalDateShort(target.date)}, {spanText(target)}
          </Text>
          <Text size="xs">
            {obstacle !== null ? obstacleText(obstacle) : isBack ? 'Where it is now' : visit.patientName}
          </Text>
        </div>
      </Box>
    </>
  );
}
