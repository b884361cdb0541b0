interface Part {
  readonly key: number;
  readonly part: string;
  readonly isLink: boolean;
}

/** A text in parts, of which some are web addresses; put together they are the text again. */
export function withLinks(text: string): Part[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, key) => ({ key, part, isLink: key % 2 === 1 }))
    .filter(({ part }) => part !== '');
}
