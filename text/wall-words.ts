// What pages say where an app or Microsoft sent somebody back with a no: what is true, and who can change it. Part of the pages.
import type { ErrorCode } from '../errors.js'
import type { PageWords } from './pages.js'

/** Words, and the code under which docs/errors.md explains them to whoever looks after Workbot. */
export interface Wall {
  readonly code: ErrorCode
  readonly words: PageWords
}

const STILL_WAITS = 'Nothing was connected. Your run still waits.'
const again = 'Try again'

/**
 * What an app answered instead of a sign-in, by its own word for it; null where we know none.
 * https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 and
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm
 */
export function appWall({ app, reason }: { app: string; reason: string }): Wall | null {
  switch (reason.toLowerCase()) {
    case 'oauth_app_blocked':
    case 'oauth_app_access_denied':
    case 'oauth_approval_error_generic':
    case 'oauth_ec_app_not_found':
      return {
        code: 'WB-SIGNIN-107',
        words: {
          title: `${app} doesn't let Workbot in yet`,
          lead: `An admin of ${app} has to allow Workbot first. ${STILL_WAITS}`,
          rest: `Ask your ${app} admin. The sign-in card in Teams has a note for them.`,
          again,
        },
      }
    case 'unauthorized_client':
    case 'invalid_client':
    case 'invalid_client_id':
    case 'unauthorized':
      return {
        code: 'WB-SIGNIN-108',
        words: {
          title: `${app} doesn't know this Workbot`,
          lead: `What Workbot is registered with at ${app} isn't right, so you can't change it by trying again. ${STILL_WAITS}`,
          rest: 'Please tell whoever looks after Workbot in your organisation.',
          again,
        },
      }
    case 'invalid_scope':
      return {
        code: 'WB-SIGNIN-109',
        words: {
          title: `${app} doesn't give Workbot what it asks for`,
          lead: `Workbot asks for a right that it isn't registered for at ${app}. ${STILL_WAITS}`,
          rest: 'Please tell whoever looks after Workbot in your organisation.',
          again,
        },
      }
    case 'redirect_uri_mismatch':
    case 'invalid_redirect_uri':
      return {
        code: 'WB-SIGNIN-110',
        words: {
          title: `${app} doesn't know where to send you back`,
          lead: `Workbot's address isn't registered at ${app}. ${STILL_WAITS}`,
          rest: 'Please tell whoever looks after Workbot in your organisation.',
          again,
        },
      }
    default:
      return null
  }
}

/** Why Microsoft confirmed nobody. */
export type MicrosoftWall = 'consent' | 'not_assigned' | 'policy' | 'more_needed' | 'cancelled'

const codes: Readonly<Record<string, MicrosoftWall>> = {
  65001: 'consent',
  90094: 'consent',
  65004: 'cancelled',
  50105: 'not_assigned',
  53000: 'policy',
  53001: 'policy',
  53003: 'policy',
  50076: 'more_needed',
  50079: 'more_needed',
  50158: 'more_needed',
}
const names: Readonly<Record<string, MicrosoftWall>> = {
  access_denied: 'cancelled',
  consent_required: 'consent',
  interaction_required: 'more_needed',
  login_required: 'more_needed',
}

/**
 * By the AADSTS number, which says more than the error's name. Of the description nothing else is read.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function microsoftWall({ error, description }: { error: string; description: string | undefined }): MicrosoftWall | null {
  const [, number = ''] = /AADSTS(\d{4,7})\b/.exec(description ?? '') ?? []
  return codes[number] ?? names[error] ?? null
}

export const microsoftWalls: Readonly<Record<MicrosoftWall, Wall>> = {
  consent: {
    code: 'WB-SIGNIN-111',
    words: {
      title: 'Microsoft asks for an admin first',
      lead: `Your organisation hasn't allowed Workbot's sign-in at Microsoft yet. ${STILL_WAITS}`,
      rest: 'Please ask your Microsoft 365 admin to allow it for everyone, once.',
      again,
    },
  },
  not_assigned: {
    code: 'WB-SIGNIN-112',
    words: {
      title: "Microsoft doesn't let you in here yet",
      lead: `At Microsoft, Workbot is open to certain people, and you aren't one of them yet. ${STILL_WAITS}`,
      rest: 'Please ask your Microsoft 365 admin to add you.',
      again,
    },
  },
  policy: {
    code: 'WB-SIGNIN-113',
    words: {
      title: "Your organisation's rules stopped this sign-in",
      lead: `Microsoft doesn't allow it from this device or place. ${STILL_WAITS}`,
      rest: 'Try it from a device that your organisation manages, or ask your Microsoft 365 admin.',
      again,
    },
  },
  more_needed: {
    code: 'WB-SIGNIN-114',
    words: {
      title: 'Microsoft wants one more step from you',
      lead: `It asks you to prove who you are once more. ${STILL_WAITS}`,
      rest: 'Try again and finish what Microsoft asks for.',
      again,
    },
  },
  cancelled: {
    code: 'WB-SIGNIN-115',
    words: {
      title: 'You stopped at Microsoft',
      lead: `Without it I can't tell that it's you. ${STILL_WAITS}`,
      again,
    },
  },
}
