/** A visit type that a window can be for. */
export interface VisitTypeChoice {
  readonly id: string;
  readonly name: string;
}

/** The choices, and those that a window still names although the doctor offers them no more: they can be taken away. */
export function withGoneTypes(
  choices: readonly VisitTypeChoice[],
  chosen: readonly string[] | undefined,
): VisitTypeChoice[] {
  const gone = (chosen ?? []).filter((id) => !choices.some((choice) => choice.id === id));
  return [...choices, ...gone.map((id) => ({ id, name: 'Not offered any more' }))];
}

/** `All visit types`, or `Only Check-up, Consultation`. */
export function typesText(
  choices: readonly VisitTypeChoice[],
  chosen: readonly string[] | undefined,
): string {
  if (chosen === undefined) {
    return 'All visit types';
  }
  const names = withGoneTypes(choices, chosen)
    .filter(({ id }) => chosen.includes(id))
    .map(({ name }) => name);
  return names.length === 0 ? 'Only …' : `Only ${names.join(', ')}`;
}
