// The guarded fetch's shape: one request, one bounded answer.

/** Is given each piece in turn, and waited for. */
export type ByteSink = (piece: Uint8Array) => void | Promise<void>

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Instead of `body`. A stream is read once, and needs a `content-length` among the headers. */
  readonly bytes?: Uint8Array | AsyncIterable<Uint8Array>
  /** Takes the bytes of a 2xx answer as they come; its `body` is empty then. */
  readonly into?: ByteSink
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
