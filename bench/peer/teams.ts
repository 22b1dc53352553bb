// The peer's way to Teams: the bot's own token, fetched once, and one POST for each message.

export interface TeamsPost {
  readonly token: string
}

/** Client credentials, as every bot gets its token. */
export async function teamsToken(tokenUrl: string): Promise<TeamsPost> {
  const response = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return { token }
}

export async function postActivity(
  { token }: TeamsPost,
  conversation: { id: string; serviceUrl: string },
  activity: object,
): Promise<void> {
  const url = `${conversation.serviceUrl}v3/conversations/${encodeURIComponent(conversation.id)}/activities`
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  })
  if (!response.ok) throw new Error(`Teams answered ${String(response.status)}.`)
  await response.text()
}

export function createCard(...lines: readonly string[]): object {
  const body = lines.map((text) => ({ type: 'TextBlock', text, wrap: true }))
  const content = { type: 'AdaptiveCard', version: '1.5', body }
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }
}
