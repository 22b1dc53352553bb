// What is called otherwise in each app, and where its people and its admins find it. Part of the catalogue.
import { joinMarkdown, phrase, type Markdown } from './markdown.js'

interface AppWords {
  /** Where people end an app's access themselves. */
  readonly endItYourself: () => Markdown
  /** What the app's admin calls the client id. */
  readonly clientId: () => Markdown
  /** Where its admin lets the app in. */
  readonly allow: () => Markdown
}

/** By the app's id. */
const words: Readonly<Record<string, AppWords>> = {
  // https://help.salesforce.com/s/articleView?id=xcloud.connected_app_manage_current_sessions.htm and
  // https://help.salesforce.com/s/articleView?id=xcloud.preauth_user_app_access_through_eca.htm
  salesforce: {
    endItYourself: () =>
      phrase`To end it yourself now: in Salesforce, open *Settings*, *Advanced User Details*, and revoke Workbot under *OAuth Connected Apps*.`,
    clientId: () => phrase`Consumer key`,
    allow: () =>
      phrase`In *Setup*, look for it under *External Client App Manager* (its policies say who may use it) or *Connected Apps OAuth Usage* (there it's installed or unblocked).`,
  },
  // https://www.servicenow.com/docs/r/platform-security/authentication/t_ManageTokens.html
  servicenow: {
    endItYourself: () =>
      phrase`To end it yourself now: in ServiceNow, open *Self-Service*, *My Connected Apps*, then Workbot, and choose *Revoke Access*.`,
    clientId: () => phrase`Client ID`,
    allow: () => phrase`In *System OAuth*, *Application Registry*, it must be active, with this redirect URL.`,
  },
  // https://support.box.com/hc/en-us/articles/360044196513 and https://support.box.com/hc/articles/360044196653-Managing-custom-apps
  box: {
    endItYourself: () =>
      phrase`To end it yourself now: in Box, open *Account Settings*, *Security*, and choose *Forget App* beside Workbot under *Login Activity*.`,
    clientId: () => phrase`Client ID`,
    allow: () => phrase`In the *Admin Console*, look for it under *Platform Apps*, *User Authentication Apps*, and enable it there.`,
  },
}

/** @param appId `box`; `app` as people know it */
export function endItYourself({ appId, app }: { readonly appId: string; readonly app: string }): Markdown {
  return words[appId]?.endItYourself() ?? phrase`To end it yourself, remove Workbot from the connected apps of your ${app} account.`
}

export interface AdminNoteWords {
  /** `salesforce` */
  readonly appId: string
  readonly app: string
  readonly configuration: string
  readonly clientId: string
  readonly scopes: string
  readonly redirectUri: string
}

/** What an app's admin is to allow, in the app's own words for it. */
export function noteForAdmin({ appId, app, configuration, clientId, scopes, redirectUri }: AdminNoteWords): Markdown {
  const known = words[appId]
  return joinMarkdown(
    [
      phrase`For the admin of ${app} (${configuration}): ${app} doesn't let our Workbot sign people in. Please allow this app once.`,
      known?.allow() ?? null,
      phrase`${known?.clientId() ?? phrase`Client ID`}: ${clientId} · Redirect URI: ${redirectUri} · Scopes: ${scopes}.`,
      phrase`Workbot acts in ${app} only as the person who signs in, with the rights that person has.`,
    ],
    ' ',
  )
}
