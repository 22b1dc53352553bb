// Where Box is: people sign in at one host, programs call another, bytes go to a third and come from a fourth.
// https://developer.box.com/reference/get-authorize/, https://developer.box.com/reference/post-oauth2-token/, https://developer.box.com/reference/post-files-content/
const API = 'https://api.box.com'
const UPLOADS = 'https://upload.box.com'
const ORIGINS = [API, UPLOADS]
const APP = 'https://app.box.com'

/** The origin of API, token and revocation for a sign-in host. Only Box's own have another one; a stand-in is all in one. */
export function apiOrigin(baseUrl: string): string {
  return isSignInHost(new URL(baseUrl).hostname) ? API : baseUrl
}

/** Origins at which Box answers programs: the API, and uploads. */
export function isApiHost(url: URL): boolean {
  return ORIGINS.includes(url.origin)
}

/** `account.box.com`, and a company's own: `contoso.account.box.com`. */
export function isLoginHost({ hostname }: URL): boolean {
  return /^([a-z0-9-]+\.)?account\.box\.com$/.test(hostname)
}

/** Where uploads go. @param host where the API answers */
export function uploadBase(host: string): string {
  return `${host === API ? UPLOADS : host}/api/2.0`
}

/** `dl.boxcloud.com`, and what else Box names in a download's redirect. https://developer.box.com/guides/downloads/file/ */
export function isDownloadHost({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && /^[a-z0-9-]+\.boxcloud\.com$/.test(hostname)
}

/** Where a person sees an item. */
export function itemUrl(host: string, { type, id }: { readonly type: 'folder' | 'file'; readonly id: string }): string {
  return `${host === API ? APP : host}/${type}/${encodeURIComponent(id)}`
}

/** Any of Box's, as the environment may name it. */
function isSignInHost(hostname: string): boolean {
  return /^([a-z0-9-]+\.)*box\.com$/.test(hostname)
}
