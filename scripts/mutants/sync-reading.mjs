// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source text.
import { of } from './of.mjs';

/** Guards of reads and of what is shown of their answers. */
export const READING = [
  ...of('sync/core/fetching.ts', [
    ['two reads at a time', 'query.fetching || query.waiting', 'query.waiting'],
    ['a read sits out no delay', 'query.fetching || query.waiting', 'query.fetching'],
    ['what is not due is read', ' || !isDue(query) || !isWanted', ' || !isWanted'],
    ['what nobody wants is read', ' || !isDue(query) || !isWanted(query)', ' || !isDue(query)'],
    ['a spread is passed over', 'if (spreadMs > 0) {', 'if (false) {'],
    [
      'a spread begins anew with every change',
      '    patchQuery(draft, key, { waiting: true });\n    setTimer(draft, `fetch:${key}`, 0,',
      '    setTimer(draft, `fetch:${key}`, 0,',
    ],
    ['all reads have one number', 'patch(draft, { nextId: id + 1 });', ''],
    [
      'what is read is in no doubt',
      'startedAt: draft.now, forced: query.forced }',
      'startedAt: draft.now, forced: false }',
    ],
    ['what was forced stays so', '{ forced: false, fetching }', '{ fetching }'],
    [
      'counts are asked for with the own hold',
      "query.query.kind === 'slots' ? ownHoldIn",
      "query.query.kind !== 'calendar' ? ownHoldIn",
    ],
    [
      'a hold is sent to any doctor',
      "(!('doctorId' in query) || query.doctorId === ownHold.doctorId)",
      'true',
    ],
    [
      'a hold is not sent to a specialty',
      "(!('doctorId' in query) || query.doctorId === ownHold.doctorId)",
      "'doctorId' in query && query.doctorId === ownHold.doctorId",
    ],
    ['a read at once sits out a delay', 'if (draft.state.queries[key]?.waiting) {', 'if (false) {'],
    ['a delay that is not needed any more runs on', '    cancelTimer(draft, `fetch:${key}`);\n', ''],
    [
      'after a delay nothing is read',
      '  patchQuery(draft, key, { waiting: false });\n  fetchIfDue(draft, key);\n}',
      '}',
    ],
    [
      'time outdates nothing',
      '  patchQuery(draft, key, { forced: true });\n  fetchIfDue(draft, key);',
      '  fetchIfDue(draft, key);',
    ],
    [
      'what time outdated is not read',
      '  patchQuery(draft, key, { forced: true });\n  fetchIfDue(draft, key);',
      '  patchQuery(draft, key, { forced: true });',
    ],
    ['what went stays for ever', '{ gone: stillGone(query.gone, null, draft.now) }', '{ gone: query.gone }'],
    [
      'a failure of another read counts',
      '  if (query?.fetching?.id !== id) {\n    return;\n  }\n  const attempts',
      '  if (query === undefined) {\n    return;\n  }\n  const attempts',
    ],
    ['a failed read is as if the clinic had answered', 'reachable: problem.status !== 0', 'reachable: true'],
    ['a busy clinic is not reached', 'reachable: problem.status !== 0', 'reachable: false'],
    [
      'after a failed read it is not due',
      '{ fetching: null, forced: true, attempts,',
      '{ fetching: null, attempts,',
    ],
    [
      'a failed read goes on for ever',
      '{ fetching: null, forced: true, attempts,',
      '{ forced: true, attempts,',
    ],
    [
      'a failed read is tried again as soon as the first time',
      'backoffMs(attempts, 1000)',
      'backoffMs(1, 1000)',
    ],
    ['a failure is not shown', 'attempts, error: problem, waiting', 'attempts, waiting'],
    ['a failed read is read beside its delay', 'error: problem, waiting: again }', 'error: problem }'],
    ['a refusal is tried again', '  if (again) {', '  if (true) {'],
    [
      'a refused read of a page that nobody sees is repeated',
      '  } else {\n    patchQuery(draft, key, { once: false });\n  }\n',
      '  }\n',
    ],
    [
      'an answer of another read counts',
      '  if (query?.fetching?.id !== id) {\n    return;\n  }\n  const asOf',
      '  if (query === undefined || query.fetching === null) {\n    return;\n  }\n  const asOf',
    ],
    ['half the round trip is left out', 'asOf + halfTripMs - draft.now', 'asOf - draft.now'],
    [
      'an answer does not show that the clinic is reached',
      '{ reachable: true, clockOffsetMs',
      '{ clockOffsetMs',
    ],
    [
      'an answer confirms nothing',
      '  draft.confirmed = true;\n  patchQuery(draft, key, { fetching: null, error',
      '  patchQuery(draft, key, { fetching: null, error',
    ],
    [
      'an answered read goes on for ever',
      '{ fetching: null, error: null, once: false }',
      '{ error: null, once: false }',
    ],
    [
      'an old failure stays',
      '{ fetching: null, error: null, once: false }',
      '{ fetching: null, once: false }',
    ],
    [
      'what was to be read once is read for ever',
      '{ fetching: null, error: null, once: false }',
      '{ fetching: null, error: null }',
    ],
    ['an older answer is shown', 'if (!isOlder(answer, query)) {', 'if (true) {'],
    [
      'the first answer is never shown',
      '  if (shown === null) {\n    return false;',
      '  if (shown === null) {\n    return true;',
    ],
    [
      'an answer that is older for one of several is shown',
      'return steps.some((by) => by < 0);',
      'return steps.every((by) => by < 0);',
    ],
    ['an equal answer is older', 'steps.some((by) => by !== 0)', 'true'],
    ['a schedule goes back within a number', 'answer.value.rev < shown.value.rev', 'false'],
    [
      'an equal schedule is older',
      'answer.value.rev < shown.value.rev',
      'answer.value.rev <= shown.value.rev',
    ],
    [
      'a first answer makes a toast',
      'before !== null && looksDifferent',
      'before === null || looksDifferent',
    ],
    [
      'what cannot be seen makes a toast',
      'before !== null && looksDifferent(before, answer)',
      'before !== null',
    ],
    ['a whole answer leaves a told day', '    partial: false,\n', ''],
    [
      'changes that an answer includes explain the next, too',
      'causes: query.causes.filter((cause) => !isCovered(cause)),',
      'causes: query.causes,',
    ],
    [
      'changes that an answer does not include are forgotten',
      'causes: query.causes.filter((cause) => !isCovered(cause)),',
      'causes: [],',
    ],
    [
      'changes that an answer does not include explain it',
      'const covered = query.causes.filter(isCovered);',
      'const covered = query.causes;',
    ],
    ['who is new in an answer is not watched', '  watchDoctorsOf(draft, key);\n', ''],
    [
      'the room of who is no longer named is kept',
      'Object.keys(query.doctors).filter((doctorId) => !(doctorId in doctors))',
      '[]',
    ],
    ['what went is never taken away', '  keepGoneFor(draft, key);\n  const delayMs', '  const delayMs'],
    [
      'the device’s clock decides how long an answer is fresh',
      '(draft.now + draft.state.clockOffsetMs);\n  setTimer',
      'draft.now;\n  setTimer',
    ],
    ['an answer that is over already is read again at once', 'Math.max(LEAST_FRESH_MS, delayMs)', 'delayMs'],
    ['all screens read at the same moment', 'delayMs), FRESH_JITTER_MS)', 'delayMs))'],
    ['a booking makes a toast', "covered.filter(({ kind }) => kind === 'availability')", 'covered'],
    ['changed hours make no toast', '  if (changed) {', '  if (false) {'],
    [
      'who is new may be older in an answer than heard',
      '{ needSeq: heard ?? -1, unexplainedUpTo: null }',
      '{ needSeq: -1, unexplainedUpTo: null }',
    ],
    [
      'an answer moves what is needed',
      '{ shownSeq: seq, needSeq: before.needSeq,',
      '{ shownSeq: seq, needSeq: seq,',
    ],
    [
      'a schedule is fresh for ever',
      'return Math.min(asOf + CALENDAR_FRESH_MS, ...',
      'return Math.min(Number.MAX_SAFE_INTEGER, ...',
    ],
    [
      'a held time stays in a schedule',
      'Math.min(asOf + CALENDAR_FRESH_MS, ...answer.value.held.map(({ until }) => epochMs(until)))',
      'asOf + CALENDAR_FRESH_MS',
    ],
    [
      'a specialty is fresh as long as a doctor',
      "'doctors' in answer.value ? Math.min(fresh, asOf + SPECIALTY_FRESH_MS) : fresh",
      'fresh',
    ],
    [
      'a specialty outlives its first slot',
      'Math.min(fresh, asOf + SPECIALTY_FRESH_MS)',
      'asOf + SPECIALTY_FRESH_MS',
    ],
    ['nothing is gone and a timer runs', 'if (draft.state.queries[key]?.gone.length) {', 'if (true) {'],
    [
      'what went before is forgotten',
      '[...stillGone(query.gone, answer.value, now), ...goneSlots',
      '[...goneSlots',
    ],
    [
      'an answer that a change has overtaken is the last word',
      'if (query === undefined || !isDue(query)) {',
      'if (true) {',
    ],
    ['attempts are remembered for ever', '    patchQuery(draft, key, { attempts: 0 });\n', ''],
    ['outdated answers are not counted', '  patchQuery(draft, key, { attempts: attempts + 1 });\n', ''],
    ['a server that answers from the past is asked without a pause', 'if (attempts < 2) {', 'if (true) {'],
    ['an outdated answer is waited for', 'if (attempts < 2) {', 'if (false) {'],
    [
      'a server that answers from the past is asked beside the pause',
      '    patchQuery(draft, key, { waiting: true });\n    setTimer(draft, `fetch:${key}`, Math.min',
      '    setTimer(draft, `fetch:${key}`, Math.min',
    ],
    [
      'a server that answers from the past is given half a minute',
      'Math.min(LONGEST_LAG_MS, backoffMs(attempts, 200))',
      'backoffMs(attempts, 200)',
    ],
  ]),
];
