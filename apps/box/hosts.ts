// Where Box is: people sign in at one host, programs call another.
// https://developer.box.com/reference/get-authorize/, https://developer.box.com/reference/post-oauth2-token/, https://developer.box.com/reference/post-files-content/
const API = 'https://api.box.com'
const ORIGINS = [API, 'https://upload.box.com']

/** The origin of API, token and revocation for a sign-in host. Only Box's own have another one; a stand-in is all in one. */
export function apiOrigin(baseUrl: string): string {
  return isSignInHost(new URL(baseUrl).hostname) ? API : baseUrl
}

/** Origins at which Box answers programs: the API, and uploads. */
export function isApiHost(url: URL): boolean {
  return ORIGINS.includes(url.origin)
}

/** `account.box.com`, and a company's own: `contoso.account.box.com`. */
function isSignInHost(hostname: string): boolean {
  return /^([a-z0-9-]+\.)*box\.com$/.test(hostname)
}
