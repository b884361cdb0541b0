import { of } from './of.mjs';

/** Guards of rooms, of what is heard, and of gaps. */
export const ROOMS = [
  ...of('sync/core/doctors.ts', [
    [
      'a room is asked for without a socket',
      "draft.state.socket === 'up' && (room === 'asked'",
      "(room === 'asked'",
    ],
    ['a room that was not answered for is not asked for again', "(room === 'asked' || room", '(room'],
    ['a refused room is not asked for again', "room === 'asked' || room === 'refused'", "room === 'asked'"],
    [
      'an acknowledged room is asked for again',
      "(room === 'asked' || room === 'refused')",
      "room !== 'none'",
    ],
    [
      'the room of a page that came back is given up',
      '  if (isDoctorWatched(draft.state, doctorId)) {\n    return;\n  }\n  const',
      '  const',
    ],
    ['the chain goes on after the room', '{ heard: null, known: -1,', '{ known: -1,'],
    ['a gap outlives the room', 'heard: null, known: -1, watch', 'heard: null, watch'],
    ['the room is given up and still thought of', "known: -1, watch: 'none', doubt", 'known: -1, doubt'],
    ['doubt outlives the room', "watch: 'none', doubt: false }", "watch: 'none' }"],
    [
      'a room is left that nobody was in',
      "before !== 'none' && draft.state.socket === 'up'",
      "draft.state.socket === 'up'",
    ],
    [
      'a room is left without a socket',
      "before !== 'none' && draft.state.socket === 'up'",
      "before !== 'none'",
    ],
    [
      'a failure that comes late counts',
      "if (draft.state.doctors[doctorId]?.watch !== 'asked') {\n    return;",
      'if (false) {\n    return;',
    ],
    ['a refusal is taken for silence', "{ watch: refused ? 'refused' : 'asked' }", "{ watch: 'asked' }"],
    [
      'a refused room is asked for every two seconds',
      'refused ? REFUSED_RETRY_MS : WATCH_RETRY_MS',
      'WATCH_RETRY_MS',
    ],
    ['a refusal leaves a gap open', '  if (refused) {\n    closeGap(draft, doctorId);\n  }\n', ''],
    [
      'an ack for a room that was given up counts',
      "if (doctor === undefined || doctor.watch === 'none') {\n    return;\n  }\n  draft.confirmed = true;\n  patchDoctor",
      'if (doctor === undefined) {\n    return;\n  }\n  draft.confirmed = true;\n  patchDoctor',
    ],
    [
      'an ack is no news',
      'draft.confirmed = true;\n  patchDoctor(draft, doctorId, { watch',
      'patchDoctor(draft, doctorId, { watch',
    ],
    [
      'an ack does not tell how far the clinic is',
      "{ watch: 'acked' });\n  learnOf(draft, doctorId, seq);",
      "{ watch: 'acked' });",
    ],
    ['an ack begins no chain', '  beginChain(draft, doctorId, seq);\n', ''],
    [
      'an ack above what was heard closes no gap',
      '  beginChain(draft, doctorId, seq);\n  closeGap(draft, doctorId);',
      '  beginChain(draft, doctorId, seq);',
    ],
    [
      'a change for a room that was given up counts',
      "if (doctor === undefined || doctor.watch === 'none') {\n    return;\n  }\n  draft.confirmed = true;\n  learnOf",
      'if (doctor === undefined) {\n    return;\n  }\n  draft.confirmed = true;\n  learnOf',
    ],
    ['a change is no news', 'draft.confirmed = true;\n  learnOf', 'learnOf'],
    [
      'a change above a gap is forgotten',
      '  learnOf(draft, doctorId, seq);\n  if (doctor.heard',
      '  if (doctor.heard',
    ],
    [
      'a change is taken before the first ack',
      'doctor.heard !== null && seq === doctor.heard + 1',
      'seq === (doctor.heard ?? seq - 1) + 1',
    ],
    ['a change is taken over a gap', 'seq === doctor.heard + 1', 'seq > doctor.heard'],
    ['a change is taken twice', 'seq === doctor.heard + 1', 'seq <= doctor.heard + 1'],
    [
      'a gap is left open',
      '    take(draft, change);\n  }\n  closeGap(draft, doctorId);',
      '    take(draft, change);\n  }',
    ],
    ['what is known falls', 'known: Math.max(seq, draft.state.doctors[doctorId]?.known ?? -1)', 'known: seq'],
    [
      'a gap is closed before there is a chain',
      'doctor?.heard != null && doctor.known',
      'doctor !== undefined && doctor.known',
    ],
    ['there is always a gap', 'doctor.known > doctor.heard', 'doctor.known >= doctor.heard'],
    ['two catch-ups at a time', 'doctor === undefined || doctor.catchingUp', 'doctor === undefined'],
    ['a catch-up without anything to begin with', 'if (since !== null) {', 'if (true) {'],
    [
      'a catch-up begins with the oldest answer',
      '?.heard ?? oldestShown(draft, doctorId)',
      '?.heard ?? null',
    ],
    ['a catch-up begins with the newest answer', 'Math.min(...seqs)', 'Math.max(...seqs)'],
    ['what shows nothing is the oldest', '.filter((query) => query.shown !== null);', ';'],
    [
      'the clinic is reached though nobody answered',
      '  patch(draft, { reachable: !mayRetry(problem) });\n',
      '',
    ],
    ['a refusal is taken for no answer', 'reachable: !mayRetry(problem)', 'reachable: false'],
  ]),
];
