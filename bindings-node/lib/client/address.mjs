// Where a server is, and whether a secret may be sent there.

import { isIPv4 } from 'node:net'

import { ClientError } from './error.mjs'

const bad = (message) => new ClientError('connecting', 'usage', message)

/** Reads the address of a server, with `/api` at its end or without; what comes back has no `/` at its end. */
export function parseAddress(text) {
  const url = URL.parse?.(text) ?? tryParse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw bad(`${JSON.stringify(text)} is no address of a server: give https://HOST`)
  }
  if (url.username || url.password) {
    throw bad('the address of a server takes no name and password: give the key apart from it')
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/, '')
  return new URL(url.origin + path)
}

function tryParse(text) {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Whether nobody between here and there can listen: it is encrypted, or stays on this machine. */
export function isPrivate(url) {
  const host = url.hostname
  const loopback = host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
  return url.protocol === 'https:' || loopback
}

/** The address of an endpoint; each segment is one name, whatever is in it. */
export function endpoint(base, segments) {
  for (const segment of segments) {
    // The URL standard takes these for steps up and down.
    if (['', '.', '..'].includes(segment)) throw bad(`${JSON.stringify(segment)} cannot be a name in an address`)
  }
  return new URL(`${base.href.replace(/\/$/, '')}/${segments.map(encodeURIComponent).join('/')}`)
}
