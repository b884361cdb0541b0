let made = 0;

/** A key no other row of this page has; it lives as long as the row, so that errors and focus stay with it. */
export function newKey(): string {
  made += 1;
  return `window-${made}`;
}
