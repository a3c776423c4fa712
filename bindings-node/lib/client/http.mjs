// One operation: sent, sent again where that does no harm, and its answer read.

import { setTimeout as pause } from 'node:timers/promises'

import { endpoint } from './address.mjs'
import { ClientError, refusal } from './error.mjs'

const BUSY = new Set([429, 502, 503, 504])

/** Speaks HTTP to one server; the key is nowhere to be seen. */
export class Http {
  #base
  #authorization
  #timeoutMs
  #attempts
  #firstPauseMs

  constructor({ base, authorization, timeoutMs, attempts, firstPauseMs }) {
    this.#base = base
    this.#authorization = authorization
    this.#timeoutMs = timeoutMs
    this.#attempts = attempts
    this.#firstPauseMs = firstPauseMs
  }

  /** Sends until there is an answer that succeeded. `body` is called for each attempt. */
  async send(operation, segments, { method = 'POST', query = {}, body, harmless = true }) {
    const url = endpoint(this.#base, segments)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= this.#attempts
      let response
      try {
        response = await fetch(url, {
          method,
          body: await body?.(),
          headers: this.#authorization ? { authorization: this.#authorization } : {},
          // A redirect would turn a POST into a GET, and might lead the secret elsewhere.
          redirect: 'manual',
          signal: AbortSignal.timeout(this.#timeoutMs),
        })
      } catch (error) {
        // Nobody knows whether it was received, unless there was nobody to receive it.
        const received = error.cause?.code !== 'ECONNREFUSED'
        if (last || (received && !harmless)) {
          const why = error.cause?.message || error.message
          throw new ClientError(operation, 'connection', `cannot reach ${this.#base.href}: ${why}`, { cause: error })
        }
      }
      if (response?.ok) return response
      if (response && (last || !harmless || !BUSY.has(response.status))) {
        if (response.status >= 300 && response.status < 400) {
          const to = JSON.stringify(response.headers.get('location'))
          throw new ClientError(operation, 'answer', `the server redirects to ${to}: give the server's own address`)
        }
        throw refusal(operation, response.status, await response.text())
      }
      await response?.body?.cancel()
      await pause(Math.min(this.#firstPauseMs * 2 ** (attempt - 1), 5000))
    }
  }

  /** The same, where the answer is a JSON object. */
  async json(operation, segments, options) {
    const response = await this.send(operation, segments, options)
    try {
      return await response.json()
    } catch (error) {
      throw new ClientError(operation, 'answer', `the server's answer is not understood: ${error.message}`, { cause: error })
    }
  }
}
