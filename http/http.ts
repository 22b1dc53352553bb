// The guarded fetch's shape: one request, one bounded answer.

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds for the whole exchange; 10,000 unless told. */
  readonly timeoutMs?: number
  /** Bytes of body at most; 1 MiB unless told. */
  readonly maxBytes?: number
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Sends one request; follows no redirects; refuses hosts and addresses it isn't meant for. Any status is an answer; trouble on the way throws. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>
