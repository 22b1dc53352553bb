// What a page needs to know of a sign-in request to speak about it.
import { signInToken, type SignInRequest } from '../connections/sign-in-requests.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import type { WebDeps } from './web-deps.js'

/** A request in people's words. */
export interface RequestWords {
  /** For `/connect/<token>`. */
  readonly token: string
  /** `Salesforce` */
  readonly app: string
  /** `Contoso Production` */
  readonly configuration: string
}

export async function describeRequest({ db, keys, apps }: WebDeps, { id, configurationId }: SignInRequest): Promise<RequestWords> {
  const configuration = await findAppConfiguration(db, configurationId)
  const app = (configuration && apps[configuration.app]?.name) ?? configurationId
  return { token: signInToken(keys, id), app, configuration: configuration?.label ?? configurationId }
}
