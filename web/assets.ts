// What pages load: one stylesheet, an icon, and, where a page brings itself up to date, one script; from here and nowhere else.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The one stylesheet; its address changes with its content, so that browsers may keep it. */
export const stylesheet = ['./styles.css', './site.css', './site-form.css', './site-lists.css'].map(read).join('\n')
export const stylesheetPath = addressOf(stylesheet, 'css')

export const script = read('./live.js')
export const scriptPath = addressOf(script, 'js')

/** For the browser's tab. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="5" width="20" height="15" rx="5" fill="#5b5fc7"/><g fill="#fff"><circle cx="9" cy="12.5" r="1.75"/><circle cx="15" cy="12.5" r="1.75"/></g><path d="M12 5V2.5" stroke="#5b5fc7" stroke-width="2" stroke-linecap="round"/></svg>'
export const iconPath = '/assets/icon.svg'

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

function addressOf(content: string, ending: string): string {
  return `/assets/workbot-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${ending}`
}
