import { of } from './of.mjs';

/** Typical bugs of availability engines. */
export const SLOTS = [
  ...of('time/local-date.ts', [
    ['Monday is day 0', '(((day + 4) % 7) + 7) % 7', '(((day + 3) % 7) + 7) % 7'],
    ['25:00 is a time', '<= 23 &&', '<= 29 &&'],
    ['a colon is a digit', 'ones <= 9 ?', 'ones <= 10 ?'],
    ['a slash is a digit', 'tens >= 0 &&', 'tens >= -1 &&'],
  ]),
  ...of('time/zone-days.ts', [
    [
      'a time in the gap uses the offset after it',
      'return naive - offset;\n    }',
      'return naive - change.offset;\n    }',
    ],
    [
      'a repeated time means its second occurrence',
      'while (change && naive - offset >= change.at) {',
      'while (change && naive - change.offset >= change.at) {',
    ],
    ['24:00 is the midnight before', 'minute < 1440 ? day : day + 1', 'minute < 1440 ? day : day - 1'],
  ]),
  ...of('time/zone-table.ts', [
    ['a day has one offset', 'quiet ? offsetAtStart : Number.NaN', 'offsetAtStart'],
    [
      'a day before a clock change is taken for a quiet one',
      '[day - 1, day, day + 1].every',
      '[day - 1, day].every',
    ],
  ]),
  ...of('time/day-spans.ts', [
    [
      'clocks that return over midnight are not noticed',
      '    if (change === null) {',
      '    if (change === null || spans.length === 1) {',
    ],
    ['a range ends with the offset it begins with', 'DAY_MS - after', 'DAY_MS - before'],
    [
      'the day after a range is not asked for its offset',
      'Number.isNaN(before) || Number.isNaN(after)',
      'false',
    ],
  ]),
  ...of('slots/working-hours.ts', [
    [
      'the weekday is that of the UTC date',
      'dayOfWeekOfDay(day);',
      'dayOfWeekOfDay(Math.floor(instantOfDayMinute(plan.zone, day, 0) / 86_400_000));',
    ],
    [
      'a window lasts as long as its wall clock says, also over a clock change',
      'return to > from ? instantOfDayMinute(zone, day, to) : instantOfDayMinute(zone, day + 1, to);',
      'return instantOfDayMinute(zone, day, from) + ((to - from + 1_440) % 1_440 || 1_440) * 60_000;',
    ],
    [
      'a window over midnight ends on its own date',
      'instantOfDayMinute(zone, day + 1, to)',
      'instantOfDayMinute(zone, day, to)',
    ],
    ['hours that end at midnight touch no hours of the next day', '>= dawn', '> dawn'],
    ['hours of the day before are forgotten', 'earlier < day;', 'earlier < day - 1;'],
    ['a clock change carries no window over a second midnight', 'day - WINDOW_REACH_DAYS', 'day - 1'],
    ['hours that run into tomorrow end today', 'end >= dusk', 'end > dusk'],
    ['tomorrow is not looked at', 'lastDay + LOOK_AHEAD_DAYS', 'lastDay'],
  ]),
  ...of('slots/schedule-plan.ts', [
    ['the oldest template is in force', 'b.from - a.from', 'a.from - b.from'],
    ['a template begins the day after', 'template.from <= day', 'template.from < day'],
    ['effectiveTo is exclusive', 'template.to < day', 'template.to <= day'],
    ['an older template comes back', 'template.from <= day)', 'template.from <= day && template.to >= day)'],
    [
      'an override adds to the weekly hours',
      'return override;',
      'return { ...override, windows: [...override.windows, ...weeklyPlanOf(plan, day).windows] };',
    ],
    [
      'a closed date counts as no override',
      '  if (override) {',
      '  if (override && override.windows.length > 0) {',
    ],
    [
      'a holiday beats a one-off override',
      '  if (override) {',
      '  if (override && !plan.holidays.has(day)) {',
    ],
    [
      'a recurring override beats a holiday',
      'return plan.holidays.has(day) ?',
      'return plan.holidays.has(day) && !plan.recurring.some((one) => one.isOn(day)) ?',
    ],
    ['the earlier saved recurring override wins', 'b.savedAt - a.savedAt', 'a.savedAt - b.savedAt'],
  ]),
  ...of('slots/recurring-dates.ts', [
    ['excluded dates are not', '    !excluded.has(day) &&\n', ''],
    ['UNTIL is exclusive', 'Math.min(dayNumber(until), HORIZON)', 'Math.min(dayNumber(until) - 1, HORIZON)'],
    ['COUNT is ignored', 'count === null ? end : dayOfCount(stretch, firstDay, count)', 'end'],
    [
      'recurring dates are counted in local time of this machine',
      'new Date(from * DAY_MS), new Date(to * DAY_MS)',
      'new Date(from * DAY_MS - 43_200_000), new Date(to * DAY_MS - 43_200_000)',
    ],
  ]),
  ...of('slots/intervals.ts', [
    ['touching windows stay apart', 'start <= last.end', 'start < last.end'],
    ['a window inside another cuts it short', 'last.end = Math.max(last.end, end)', 'last.end = end'],
    ['windows that touch count as merged', 'start <= lastEnd ||', 'start < lastEnd ||'],
    ['a window without any time counts as merged', ' || end <= start', ''],
  ]),
  ...of('slots/grid.ts', [
    ['the look-back is a day', 'LOOK_BACK_DAYS = 5', 'LOOK_BACK_DAYS = 1'],
    ['long windows are never cut', 'DAYS_BEFORE_CUT = 3', 'DAYS_BEFORE_CUT = 300'],
    ['every midnight cuts', 'DAYS_BEFORE_CUT = 3', 'DAYS_BEFORE_CUT = 0'],
    [
      'the grid starts at the first moment asked about',
      'piece.start + Math.ceil((from - piece.start) / step) * step',
      'from',
    ],
  ]),
  ...of('slots/slot-search.ts', [
    ['steps are always the duration', 'input.visitType.stepMinutes ?? ', ''],
    ['the booking window is a day short', 'input.bookingWindowDays + 1', 'input.bookingWindowDays'],
    [
      "today is the viewer's",
      'localDayAt(zone, input.now)',
      'localDayAt(zoneTable(input.viewerTimeZone), input.now)',
    ],
    ["the range is in the schedule's zone", 'zoneTable(input.viewerTimeZone)', 'zoneTable(input.timeZone)'],
    ['the last day of the range is left out', 'dayNumber(input.range.to))', 'dayNumber(input.range.to) - 1)'],
    [
      'a day that clocks set back interrupt is left out',
      'startOfDay(zone, day + 1) < at ? day + 1 : day',
      'day',
    ],
  ]),
  ...of('slots/generate-slots.ts', [
    ['a slot may outlast its window', 'piece.end - duration', 'piece.end - 1'],
    ['the last slot of a window is left out', 'start <= last;', 'start < last;'],
    ['the notice is exclusive', 'Math.max(span.start, earliest)', 'Math.max(span.start, earliest + 1)'],
    [
      'the grid starts anew after busy time',
      '} else if (onTaken) {',
      '} else if (!onTaken) {\n          start = (taken[index + 1] ?? start) - step;\n        } else {',
    ],
    [
      'buffers must fit into the hours',
      'piece.end - duration,',
      'piece.end - duration - search.input.visitType.bufferAfterMinutes * 60_000,',
    ],
  ]),
  ...of('slots/obstacles.ts', [
    [
      'busy time is closed at its start',
      'visit.start - type.duration - after + 1',
      'visit.start - type.duration - after',
    ],
    [
      'busy time is closed at its end',
      'after + 1, visit.end + before)',
      'after + 1, visit.end + before + 1)',
    ],
    ['blocked time is closed at its end', 'busy.end + before)', 'busy.end + before + 1)'],
    [
      'buffers add up',
      'Math.max(type.before, visit.bufferAfterMinutes * MINUTE_MS)',
      'type.before + visit.bufferAfterMinutes * MINUTE_MS',
    ],
    [
      "other visits' buffers are ignored",
      'Math.max(type.after, visit.bufferBeforeMinutes * MINUTE_MS)',
      'type.after',
    ],
    [
      'buffers before and after are mixed up',
      'busy.start - duration - after + 1, busy.end + before',
      'busy.start - duration - before + 1, busy.end + after',
    ],
    ["a viewer's own hold hides its slot", '    occupied.own !== true &&\n', ''],
    ['a hold lives a moment too long', 'occupied.expiresAt > now', 'occupied.expiresAt >= now'],
    ['expired holds count', '(occupied.expiresAt === undefined || occupied.expiresAt > now)', 'true'],
    ['a window takes one more than it may', '>= maxSessions', '> maxSessions'],
    [
      'a visit that starts at the end of a window counts in it',
      '(starts[middle] ?? 0) < at',
      '(starts[middle] ?? 0) <= at',
    ],
    [
      'holds do not fill a window',
      'addFullWindows(all, windows, input, holds)',
      'addFullWindows(all, windows, input, [])',
    ],
    [
      'a time is held by the buffer of a hold',
      'addMeetingItself(held, hold, type)',
      'addMeetingVisit(held, hold, type)',
    ],
  ]),
  ...of('slots/start-set.ts', [
    ['busy time must come in order', 'if (!this.isAscending) {', 'if (false) {'],
    [
      'a visit inside another frees its end',
      '      if (end <= this.lastEnd) {\n        return;\n      }\n',
      '',
    ],
  ]),
  ...of('slots/rejections.ts', [
    ['a booking is named before a block', "met.push('BLOCKED')", "met.unshift('BOOKED')"],
    [
      'a holiday is taken for an override',
      "return sources.includes('holiday') ? 'HOLIDAY'",
      "return sources.includes('holiday') ? 'OVERRIDE_CLOSED'",
    ],
  ]),
  ...of('slots/fresh-until.ts', [
    ['an answer outlives a hold', '    ...expiries,\n', ''],
    ['an answer outlives its first slot', 'start - notice + 1', 'start + 1'],
  ]),
  ...of('slots/check-values.ts', [
    ['fields in another order are refused', 'allowed.indexOf(name)', 'allowed.indexOf(name, expected)'],
    ['a field that nobody reads is accepted', 'if (expected === -1) {', 'if (expected < -1) {'],
  ]),
  ...of('slots/check-slot-input.ts', [
    ['a range may be of any length', 'MAX_RANGE_DAYS = 366', 'MAX_RANGE_DAYS = 36_600'],
    ['an empty visit is accepted', 'interval.end > interval.start', 'interval.end >= interval.start'],
  ]),
];
