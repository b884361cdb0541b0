// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source text.
import { of } from './of.mjs';

/** Guards of toasts, of what went, of own changes, and of other tabs. */
export const PEOPLE = [
  ...of('sync/core/shown-slots.ts', [
    [
      'changed slots look alike',
      'return [answer.value.bookable, answer.value.days];',
      'return [answer.value.bookable];',
    ],
    [
      'a doctor who is not offered any more looks alike',
      'return [answer.value.bookable, answer.value.days];',
      'return [answer.value.days];',
    ],
    [
      'another next free date looks alike',
      '[answer.value.bookable, answer.value.days, answer.value.nextFree]',
      '[answer.value.bookable, answer.value.days]',
    ],
    ['a slot that stays went', '.filter(({ startsAt }) => !still.has(startsAt))', ''],
    ['what went stays for ever', 'until > now && !offered.has(startsAt)', '!offered.has(startsAt)'],
    ['what came back is crossed out', 'until > now && !offered.has(startsAt)', 'until > now'],
    [
      'late news explain nothing',
      "gone.some((slot) => slot.reason === 'removed' && isHit(slot, cause))",
      'false',
    ],
    [
      'late news explain everything',
      'gone.map((slot) => (isHit(slot, cause) ?',
      'gone.map((slot) => (true ?',
    ],
    ['changed hours are somebody who took it', "causes.filter(({ kind }) => kind === 'slot')", 'causes'],
    ['a slot that was hit is not taken', 'if (taken.some((cause) => isHit(slot, cause))) {', 'if (false) {'],
    [
      'a neighbour that went is no longer offered',
      'taken.length > 0 && taken.length === causes.length',
      'false',
    ],
    [
      'what went without news was taken',
      'taken.length > 0 && taken.length === causes.length',
      'taken.length === causes.length',
    ],
    [
      'what changed hours took away was taken',
      'taken.length > 0 && taken.length === causes.length',
      'taken.length > 0',
    ],
    [
      'a slot that ends where another starts is hit',
      'span.start < end && start < span.end',
      'span.start <= end && start < span.end',
    ],
    [
      'a slot that starts where another ends is hit',
      'span.start < end && start < span.end',
      'span.start < end && start <= span.end',
    ],
  ]),
  ...of('sync/core/toasts.ts', [
    ['every change is a burst', 'draft.now - burst.lastAt < BURST_GAP_MS ? burst.id', 'false ? burst.id'],
    ['a burst lasts for ever', 'draft.now - burst.lastAt < BURST_GAP_MS', 'burst.id > 0'],
    [
      'a burst ends so long after its first change',
      'id, lastAt: draft.now }',
      'id, lastAt: id === burst.id ? burst.lastAt : draft.now }',
    ],
    ['a toast does not wait for an own change', 'if (doctor.writes > 0) {', 'if (false) {'],
    ['of the toasts that wait the last is kept', '[...doctor.waitingToasts, ...candidates]', 'candidates'],
    ['an own change makes a toast', '!doctor.ownSeqs.includes(seq) && ', ''],
    ['a burst makes many toasts', ' && burst > draft.state.burst.toasted', ''],
  ]),
  ...of('sync/core/writes.ts', [
    ['changes in flight are not counted', '(draft.state.doctors[doctorId]?.writes ?? 0) + 1', '1'],
    ['a change that failed is told', 'if (seq !== null) {', 'if (seq !== -1) {'],
    ['an own change is not told', "    draft.commands.push({ type: 'tell-tabs', doctorId, seq });\n", ''],
    ['an own change is not known to exist', '    toldOf(draft, doctorId, seq);\n', ''],
    ['own numbers are not remembered', 'seq === null ? doctor.ownSeqs :', 'true ? doctor.ownSeqs :'],
    ['own numbers are remembered for ever', '.slice(-REMEMBERED_OWN_SEQS)', ''],
    ['fewer than no changes are in flight', 'Math.max(0, doctor.writes - 1)', 'doctor.writes - 1'],
    [
      'news of a doctor nobody knows make them known',
      'doctor !== undefined && (doctor.heard ?? -1) < seq',
      '(doctor?.heard ?? -1) < seq',
    ],
    [
      'old news are asked about',
      'doctor !== undefined && (doctor.heard ?? -1) < seq',
      'doctor !== undefined',
    ],
    ['news of another tab are no news', '    learnOf(draft, doctorId, seq);\n', ''],
    [
      'news of another tab are never asked about',
      '    setTimer(draft, `news:${doctorId}`, NEWS_DELAY_MS);\n',
      '',
    ],
    [
      'a doctor whom nobody follows is asked for',
      '  if (!isFollowed(draft.state, doctorId)) {\n    return;\n  }\n',
      '',
    ],
    [
      'without a chain nothing is asked',
      'if (draft.state.doctors[doctorId]?.heard === null) {',
      'if (false) {',
    ],
    [
      'news that came by themselves are asked about',
      'if (draft.state.doctors[doctorId]?.heard === null) {',
      'if (true) {',
    ],
    ['a gap that another tab told of is left open', '  closeGap(draft, doctorId);\n}', '}'],
  ]),
  ...of('sync/core/turns.ts', [
    ['a tab with a socket wants the turn', "socket !== 'down' || !visible || !online", '!visible || !online'],
    [
      'a hidden tab wants the turn',
      "socket !== 'down' || !visible || !online",
      "socket !== 'down' || !online",
    ],
    [
      'a tab without a network wants the turn',
      "socket !== 'down' || !visible || !online",
      "socket !== 'down' || !visible",
    ],
    [
      'an idle tab asks as often as one in use',
      'return active ? POLL_ACTIVE_MS : POLL_IDLE_MS;',
      'return POLL_ACTIVE_MS;',
    ],
    ['a turn is not remembered', '  patch(draft, { polls });\n', ''],
    ['a turn one has is new', 'polls && !draft.state.polls', 'polls'],
    ['a turn that is lost asks', 'polls && !draft.state.polls', 'polls !== draft.state.polls'],
    ['a new turn asks beside a socket', "isNew && draft.state.socket === 'down'", 'isNew'],
    ['a new turn waits', "if (isNew && draft.state.socket === 'down') {", 'if (false) {'],
    ['who has the turn is spoken for', '!state.polls && now - state.toldAt', 'now - state.toldAt'],
    [
      'a tab waits for ever for another',
      '!state.polls && now - state.toldAt < PATIENCE * pollPeriodMs(state)',
      '!state.polls',
    ],
    ['too many doctors are told', 'doctors.slice(0, MAX_DOCTORS)', 'doctors'],
    [
      'a tab says once what it shows',
      "  setTimer(draft, 'poll', pollPeriodMs(draft.state), JITTER_MS);\n",
      '',
    ],
    [
      'a page that comes beside a socket asks',
      "draft.state.socket === 'down' && !draft.state.polls",
      '!draft.state.polls',
    ],
    [
      'a page that comes asks twice',
      "draft.state.socket === 'down' && !draft.state.polls",
      "draft.state.socket === 'down'",
    ],
    ['what tabs showed that are gone is asked for', 'at > draft.now - SHOWN_ELSEWHERE_MS && ', ''],
    ['what one tab shows makes others forgotten', '[...said, ...kept]', 'said'],
    ['too many doctors are asked for', '[...said, ...kept].slice(0, MAX_DOCTORS)', '[...said, ...kept]'],
    ['own doctors are asked for twice', 'if (!own.has(doctorId)) {', 'if (true) {'],
    ['what was asked for others is not remembered', 'if (other !== undefined) {', 'if (false) {'],
    ['a tab that has no turn tells', "if (polls && socket === 'down') {", "if (socket === 'down') {"],
    ['a tab with a socket tells', "if (polls && socket === 'down') {", 'if (polls) {'],
    [
      'a tab that has no turn tells that the clinic is reached',
      "if (draft.state.polls && draft.state.socket === 'down') {",
      "if (draft.state.socket === 'down') {",
    ],
    [
      'a tab with a socket tells that the clinic is reached',
      "if (draft.state.polls && draft.state.socket === 'down') {",
      'if (draft.state.polls) {',
    ],
    ['a word of another tab is not remembered', '  patch(draft, { toldAt: draft.now });\n', ''],
    [
      'another tab’s word counts beside a socket',
      "  if (draft.state.socket === 'down') {\n    patch(draft, { reachable: true });",
      '  if (true) {\n    patch(draft, { reachable: true });',
    ],
    [
      'another tab’s word confirms what it does not know',
      'draft.confirmed ||= watchedDoctors(draft.state).length === 0;',
      'draft.confirmed = true;',
    ],
    [
      'another tab’s number confirms beside a socket',
      "draft.state.socket === 'down' && heard !== null",
      'heard !== null',
    ],
    ['another tab’s equal number confirms nothing', 'if (seq === heard) {', 'if (false) {'],
    ['another tab’s lower number is passed over', '} else if (seq < heard) {', '} else if (false) {'],
  ]),
];
