// Why an operation of the client failed.

/** What `kind` may be: see `client.d.mts`. */
export class ClientError extends Error {
  constructor(operation, kind, message, { status = null, code = null, cause } = {}) {
    super(`${operation}: ${message}`, { cause })
    this.name = 'ClientError'
    Object.assign(this, { operation, kind, status, code })
  }
}

/** What a server said when it refused: `{"error", "code"}`, problem+json, or a short text. */
export function refusal(operation, status, body) {
  let said = {}
  try {
    said = JSON.parse(body) ?? {}
  } catch {
    const text = body.trim()
    said = /^[<[{]/.test(text) || text.length > 500 ? {} : { error: text }
  }
  const told = said.error || said.detail || said.title || 'no reason given'
  // What somebody else wrote goes to a terminal as one line.
  const text = String(told).replaceAll(/\p{Cc}/gu, '').slice(0, 500)
  return new ClientError(operation, 'refused', `the server says: ${text} (status ${status})`, {
    status,
    code: typeof said.code === 'string' ? said.code : null,
  })
}
