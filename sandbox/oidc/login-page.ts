// The page on which a stand-in asks who is there: one button per person, and Deny where the real one has it.
import { escapeHtml, htmlPage } from '../html.js'

/** Somebody who can sign in at a stand-in. `key` is what the page's form sends. */
export interface LoginChoice {
  readonly key: string
  readonly name: string
  readonly email: string
  /** Tells apart accounts of the same person: the org, say. */
  readonly note?: string
}

/** How a stand-in introduces itself. */
export interface LoginLook {
  /** `Microsoft Entra` */
  readonly service: string
  readonly accent: string
  /** What is being asked for, in words: `Workbot asks to ...`. */
  readonly asks: string
  readonly mayDeny: boolean
}

/** @param action where the form is posted */
export function loginPage(look: LoginLook, choices: readonly LoginChoice[], action: string): string {
  const buttons = choices.map(
    ({ key, name, email, note }) =>
      `<button name="person" value="${escapeHtml(key)}">${escapeHtml(name)}<small>${escapeHtml(note ? `${email}, ${note}` : email)}</small></button>`,
  )
  const deny = look.mayDeny ? '<button class="plain" name="person" value="">Deny</button>' : ''
  return htmlPage({
    title: `Sign in to ${look.service}`,
    accent: look.accent,
    body: `<span class="badge">Stand-in for ${escapeHtml(look.service)}: not the real thing</span>
<h1>Sign in to ${escapeHtml(look.service)}</h1>
<p class="soft">${escapeHtml(look.asks)} Choose who you are; there is no password here.</p>
<form method="post" action="${escapeHtml(action)}">
${buttons.join('\n')}
${deny}
</form>`,
  })
}
