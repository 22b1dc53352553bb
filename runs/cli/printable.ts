// Text that somebody else wrote, for a terminal.

/** Without control characters: a name could otherwise move the cursor or colour what follows. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '')
}
