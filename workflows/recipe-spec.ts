// What a recipe says of itself; the bot reads it, the workflow bundle carries it.
import type { AppId } from '../apps/index.js'
import type { Param } from './params.js'

/** `switch` follows the recipe's setting *Verify user access at runtime*; `personal` and `shared` pin it. */
export type IdentityMode = 'switch' | 'personal' | 'shared'

export interface RecipeSpec<
  Apps extends Partial<Record<AppId, IdentityMode>> = Partial<Record<AppId, IdentityMode>>,
  Params extends Readonly<Record<string, Param>> = Readonly<Record<string, Param>>,
> {
  /** The Temporal workflow type, and the name under which its settings are kept. */
  readonly name: string
  /** What a person types. */
  readonly command: string
  /** One sentence for `help`. */
  readonly hint: string
  readonly apps: Apps
  readonly params: Params
  /**
   * Sign-ins that are asked for in one card, before records are looked up and before the first step; without this each is asked for where it
   * is needed. `needed`: a no ends the run. `optional`: its caller may go on without, and `signIn` says what they chose.
   */
  readonly signInFirst?: Readonly<Partial<Record<keyof Apps & AppId, 'needed' | 'optional'>>>
  /** Where a result goes that was read through a personal connection; `caller` unless told. */
  readonly reply?: 'caller' | 'conversation'
}
