// What Microsoft's schema v1.25 asks of the parts of a Teams app manifest that ours has.
// https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json
import { z } from 'zod'

const guid = z.guid()
const httpsUrl = z.url({ protocol: /^https$/ }).max(2048)
const text = (max: number) => z.string().min(1).max(max)
const scope = z.enum(['team', 'personal', 'groupChat'])
const command = z.strictObject({ title: text(128), description: text(4000) })

export const manifestLimits = z.strictObject({
  $schema: httpsUrl,
  manifestVersion: z.literal('1.25'),
  version: text(256).regex(/^\d+\.\d+\.\d+$/, 'must be three numbers: 1.0.0'),
  id: guid,
  developer: z.strictObject({ name: text(32), websiteUrl: httpsUrl, privacyUrl: httpsUrl, termsOfUseUrl: httpsUrl }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: text(2048), outline: text(2048) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(scope).max(4),
        supportsFiles: z.boolean(),
        isNotificationOnly: z.boolean(),
        commandLists: z.array(z.strictObject({ scopes: z.array(scope).max(4), commands: z.array(command).max(12) })).max(3),
      }),
    )
    .max(1),
  validDomains: z.array(text(2048).regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host without https:// and a path')).max(16),
})

export type TeamsManifest = z.infer<typeof manifestLimits>
