// What Microsoft Entra's token endpoint answers where something is set up wrongly, in words; by the AADSTS number, else by RFC 6749's name.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
import { failed, type Said } from './finding.js'

/** Which of the two app registrations is asked about, and its variables. */
export interface Registration {
  /** `the bot's` */
  readonly whose: string
  readonly idName: string
  readonly secretName: string
}

type Words = (registration: Registration) => readonly [what: string, todo: string]

const wrongSecret: Words = ({ secretName }) => [
  `Microsoft doesn't take ${secretName}`,
  `${secretName} must be the secret's value, not its id (App registrations, Certificates & secrets). The value is shown once, when a secret is made.`,
]
const unknownApp: Words = ({ whose, idName }) => [
  `Microsoft's tenant has no app with the id in ${idName}`,
  `Look at ${idName} and TENANT_ID: ${whose} app registration must be in that tenant.`,
]
const noTenant: Words = () => ['Microsoft knows no tenant TENANT_ID', "Copy the tenant's id from the Entra admin center, Overview."]
const blocked: Words = ({ whose }) => [
  `a conditional access policy keeps ${whose} app out`,
  "Let this server's address through for workload identities, or exempt the app.",
]

const byNumber: Readonly<Record<string, Words>> = {
  7000215: wrongSecret,
  7000222: ({ secretName }) => [
    `${secretName} has expired`,
    `Make a new client secret and put its value there: App registrations, Certificates & secrets. Note when it ends.`,
  ],
  7000218: wrongSecret,
  700016: unknownApp,
  90002: noTenant,
  900023: noTenant,
  7000112: ({ whose }) => [`${whose} app is disabled`, 'In Enterprise applications, under Properties, let users sign in again.'],
  7000229: ({ whose }) => [
    `${whose} app has no service principal in the tenant`,
    "Create it: Enterprise applications, or az ad sp create --id <the app's id>.",
  ],
  53003: blocked,
  530034: blocked,
  530035: blocked,
}
const byName: Readonly<Record<string, Words>> = { invalid_client: wrongSecret, unauthorized_client: unknownApp }

/** The number of an answer's first AADSTS code; an empty string where it has none. */
export function aadstsOf(text: string): string {
  return /AADSTS(\d{4,7})\b/.exec(text)?.[1] ?? ''
}

/** Null where neither is known. */
export function microsoftRefusal(registration: Registration, { error, description }: { error: string; description: string }): Said | null {
  const number = aadstsOf(description)
  const words = byNumber[number] ?? (number === '' ? byName[error] : undefined)
  if (!words) return null
  const [what, todo] = words(registration)
  return failed(number === '' ? what : `${what} (AADSTS${number})`, todo, 'azure')
}
