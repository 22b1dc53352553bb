// What the doctor finds: one thing that was looked at, how it is, and what to do where it isn't well.
import type { AppId } from '../apps/index.js'

/** Who can change it besides whoever runs Workbot: the admins of Microsoft Entra and Azure, of an app, of Temporal, of Postgres. */
export type Admin = AppId | 'azure' | 'temporal' | 'database'

/** `warning`: it works, or can't be told from here. */
export type FindingState = 'ok' | 'warning' | 'failed'

export interface Finding {
  readonly state: FindingState
  /** What was looked at: `Postgres`. */
  readonly part: string
  /** What is true, without a full stop. */
  readonly what: string
  /** A sentence or more; always there where it isn't ok. */
  readonly todo?: string
  /** Who must do it, where that isn't whoever runs Workbot. */
  readonly admin?: Admin
}

/** What a check says; the part is added by whoever asked for it. */
export type Said = Omit<Finding, 'part'>

export const ok = (what: string): Said => ({ state: 'ok', what })
export const warning = (what: string, todo: string, admin?: Admin): Said => ({ state: 'warning', what, todo, ...(admin && { admin }) })
export const failed = (what: string, todo: string, admin?: Admin): Said => ({ state: 'failed', what, todo, ...(admin && { admin }) })
