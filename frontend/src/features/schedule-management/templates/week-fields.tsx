import { Group, Text } from '@mantine/core';
import type { VisitTypeChoice } from '../windows/visit-type-choices.ts';
import { WindowList } from '../windows/window-list.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { dayName, type TemplateDraft, WEEK, windowsOfDay } from './template-draft.ts';
import { addWindow, changeWindow, copyDay, removeWindow } from './template-edits.ts';
import type { TemplateErrors } from './template-errors.ts';
import classes from './templates.module.css';

interface Props {
  readonly draft: TemplateDraft;
  readonly errors: TemplateErrors;
  readonly types: readonly VisitTypeChoice[];
  readonly onEdit: (draft: TemplateDraft) => void;
}

/** Seven rows, each with its windows. */
export function WeekFields({ draft, errors, types, onEdit }: Props) {
  return (
    <div className={classes.week}>
      {WEEK.map((day) => {
        const rows = windowsOfDay(draft, day);
        return (
          <fieldset key={day} className={classes.day}>
            <legend className={classes.legend}>{dayName(day)}</legend>
            <div className={classes.windows}>
              {rows.length === 0 && (
                <Text size="sm" c="dimmed" py={6}>
                  Closed
                </Text>
              )}
              <WindowList
                name={dayName(day)}
                rows={rows}
                dayBefore={windowsOfDay(draft, (day + 6) % 7)}
                types={types}
                errors={errors.rows}
                onChange={(key, change) => onEdit(changeWindow(draft, key, change))}
                onRemove={(key) => onEdit(removeWindow(draft, key))}
                onAdd={() => onEdit(addWindow(draft, day))}
              />
            </div>
            <Group className={classes.copy}>
              <CopyMenu from={day} onCopy={(to) => onEdit(copyDay(draft, day, to))} />
            </Group>
          </fieldset>
        );
      })}
    </div>
  );
}
