// The client of a Depicted server, as `import { Client } from 'depicted/client'`.

export { Client } from './lib/client/client.mjs'
export { ClientError } from './lib/client/error.mjs'
