// A file's name and type, made harmless on their way to apps and cards.

const LONGEST = 120
const ENDINGS: Readonly<Record<string, string>> = {
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', heic: 'image/heic' },
  ...{ pdf: 'application/pdf', txt: 'text/plain', log: 'text/plain', csv: 'text/csv' },
}
const NO_TYPE = 'application/octet-stream'

/** Without folders, control characters, marks that turn its direction, and signs that some system can't have in a name; its ending stays. */
export function harmlessName(name: string, type: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/\p{Bidi_Control}|[\u200B-\u200D\u2060\uFEFF]/gu, '')
    .replace(/[\p{Cc}\p{Cs}/\\:*?"<>|]/gu, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const [ending = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(plain) ?? []
  const known = ending === '' ? endingOf(type) : ending
  const stem = ending === '' ? plain : plain.slice(0, -ending.length)
  return `${[...stem].slice(0, LONGEST - known.length).join('') || 'file'}${known}`
}

/** What the server says, where it is a type and says something; else what the name's ending says. */
export function typeOf(name: string, said: string | null): string {
  const [type = ''] = (said ?? '').toLowerCase().split(';')
  const [, ending = ''] = /\.([A-Za-z0-9]{1,8})$/.exec(name) ?? []
  if (/^[\w.+-]+\/[\w.+-]+$/.test(type.trim()) && type.trim() !== NO_TYPE) return type.trim()
  return ENDINGS[ending.toLowerCase()] ?? NO_TYPE
}

function endingOf(type: string): string {
  const found = Object.entries(ENDINGS).find(([, known]) => known === type)
  return found ? `.${found[0]}` : ''
}
