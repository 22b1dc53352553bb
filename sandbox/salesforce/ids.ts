// Salesforce record ids: 15 characters and 3 that make them safe where case is lost.
// https://help.salesforce.com/s/articleView?id=000385581

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** The 18-character form of a record's id. @param prefix names the object: 006 is Opportunity, 005 User, 00D an org */
export function salesforceId(prefix: string, number: number): string {
  const short = `${prefix}5g0000${number.toString(36).padStart(6, '0')}`
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...short.slice(start, start + 5)].reduce((sum, character, index) => sum + (/[A-Z]/.test(character) ? 2 ** index : 0), 0)
    return ALPHABET[bits] ?? 'A'
  })
  return short + suffix.join('')
}

/** Whether both name the same record, in either form. */
export function isSameId(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15)
}
