// The user's id in the key of an account: `<org id>/<user id>` (oauth.ts).

export function accountUser(accountKey: string): string {
  return accountKey.slice(accountKey.indexOf('/') + 1)
}
