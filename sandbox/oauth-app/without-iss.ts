// An app that doesn't say who it is in the authorization response (RFC 9207).
import type { KoaContextWithOIDC } from 'oidc-provider'

/** Takes `iss` out of the redirect to the client. */
export function withoutIss(ctx: KoaContextWithOIDC): void {
  const location = ctx.response.get('location')
  if (!/^https?:/.test(location) || location.startsWith(ctx.origin)) return
  const url = new URL(location)
  url.searchParams.delete('iss')
  const status = ctx.status
  ctx.set('location', url.href)
  ctx.status = status
}
