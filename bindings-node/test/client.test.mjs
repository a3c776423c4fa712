// The client, against a server in this process.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { Client, ClientError } from '../client.mjs'

/** A server that answers by `handle`, and notes what came. */
async function serve(t, handle) {
  const calls = []
  const server = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces)
    const url = new URL(request.url, 'http://h')
    const form = Object.fromEntries(new URLSearchParams(body.toString()))
    const call = { path: url.pathname, query: Object.fromEntries(url.searchParams), form, body, headers: request.headers }
    calls.push(call)
    const { status = 200, headers = {}, answer } = handle(call, calls.length)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${server.address().port}`, calls }
}

const sha1 = (bytes) => createHash('sha1').update(bytes).digest('hex')
const client = (url, more = {}) => new Client({ server: `${url}/api/`, build: 7, firstPauseMs: 1, ...more })

test('a release from its beginning to its end', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'depicted-client-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'größe.png')
  await writeFile(path, 'picture')
  let asked = 0
  const { url, calls } = await serve(t, ({ path, body }) => {
    if (path.endsWith('/create_release')) return { answer: { release_number: 2 } }
    if (path.endsWith('/find_run')) return { status: 400, answer: { error: 'none', code: 'run_not_found' } }
    if (path.endsWith('/upload')) return { answer: { sha1sum: body.includes('picture') ? sha1('picture') : '' } }
    if (path.endsWith('/runs_done')) return { answer: { success: true, results_url: 'http://h/r' } }
    if (path.endsWith('/runs')) return { answer: { items: [{ name: '/a', status: 'diff_found' }], total: 1 } }
    if (path.includes('/v1/')) {
      const status = (asked += 1) < 3 ? 'processing' : 'reviewing'
      return { answer: { name: 'a/b', number: 2, status, counts: { failed: 1, pending: 0 }, summary: '1 failure' } }
    }
    return { answer: { success: true } }
  })
  const it = client(url)
  const release = await it.createRelease('a/b', 'http://h/')
  assert.deepEqual(release, { name: 'a/b', number: 2 })
  assert.equal(await it.findRun('/a'), null)
  const image = await it.upload(path)
  await it.reportRun(release, '/a', { image, refUrl: 'http://h/', runFailed: true, diffFailed: false, distortion: 0 })
  await it.requestRun(release, '/b', { url: 'http://h/b' }, { url: 'http://h/c', config: {} })
  assert.equal(await it.runsDone(release), 'http://h/r')
  const state = await it.wait(release, { firstPauseMs: 1 })
  assert.deepEqual([state.status, state.summary, asked], ['reviewing', '1 failure', 3])
  assert.equal((await it.runs(release))[0].status, 'diff_found')
  const report = calls.find(({ path }) => path.endsWith('/report_run')).form
  assert.deepEqual(report, {
    build_id: '7', release_name: 'a/b', release_number: '2', run_name: '/a', image, ref_url: 'http://h/',
    run_failed: '1', distortion: '0',
  })
  assert.equal(calls.find(({ path }) => path.endsWith('/request_run')).form.ref_config, '{}')
  assert.ok(calls.some(({ path }) => path === '/api/v1/builds/7/releases/a%2Fb/2'))
})

test('files come back as they went, or not at all', async (t) => {
  const { url } = await serve(t, () => ({ answer: Buffer.from('picture') }))
  assert.equal(Buffer.from(await client(url).download(sha1('picture'))).toString(), 'picture')
  await assert.rejects(client(url).download(sha1('other')), /what arrived is/)
  await assert.rejects(client(url).upload('nowhere.png'), (error) => error.kind === 'file')
})

test('work is added, leased, kept and finished', async (t) => {
  const task = { task_id: 'a', payload: { n: 1 }, lease_attempts: 1 }
  const { url, calls } = await serve(t, ({ path }) => ({ answer: path.endsWith('/lease') ? { tasks: [task] } : { task_id: 'a' } }))
  const it = client(url)
  assert.equal(await it.addTask('capture', { n: 1 }), 'a')
  assert.deepEqual(await it.leaseTasks('capture', 'me'), [{ id: 'a', payload: { n: 1 }, attempts: 1 }])
  await it.heartbeat('capture', 'me', 'a', 0, 'half way')
  await it.finishTask('capture', 'me', 'a', '')
  assert.deepEqual(calls.map(({ path }) => path.split('/').at(-1)), ['add', 'lease', 'heartbeat', 'finish'])
  assert.equal(calls[3].form.error, '')
})

test('what is harmless is sent again, and what is not is not', async (t) => {
  const { url, calls } = await serve(t, (_, count) => (count < 3 ? { status: 503, answer: {} } : { answer: { results_url: 'u' } }))
  assert.equal(await client(url).runsDone({ name: 'r', number: 1 }), 'u')
  assert.equal(calls.length, 3)
  const busy = await serve(t, () => ({ status: 503, answer: {} }))
  await assert.rejects(client(busy.url).createRelease('r'), (error) => error.status === 503)
  assert.equal(busy.calls.length, 1)
})

test('the key is sent, and never told', async (t) => {
  const { url, calls } = await serve(t, () => ({ status: 403, answer: { error: 'wrong\u001b[31m', code: 'bad_key' } }))
  const it = client(url, { key: 'id', secret: 'hunter2' })
  await assert.rejects(it.createRelease('r'), (error) => {
    assert.ok(error instanceof ClientError)
    assert.equal(error.message, 'creating release "r": the server says: wrong[31m (status 403)')
    assert.deepEqual([error.status, error.code], [403, 'bad_key'])
    return true
  })
  assert.equal(calls[0].headers.authorization, 'Basic aWQ6aHVudGVyMg==')
  const { inspect } = await import('node:util')
  assert.doesNotMatch(inspect(it, { depth: 9, showHidden: true }), /hunter2|aHVudGVyMg/)
  assert.throws(() => client('http://example.com', { key: 'id', secret: 'hunter2' }), (error) => {
    return /unencrypted/.test(error.message) && !/hunter2/.test(error.message)
  })
  assert.throws(() => client('http://h', { key: 'id' }), /has no secret/)
})

test('a redirect is not followed, nobody there is told', async (t) => {
  const { url } = await serve(t, () => ({ status: 302, headers: { location: 'http://elsewhere/' }, answer: {} }))
  await assert.rejects(client(url).createRelease('r'), /redirects to "http:\/\/elsewhere\/"/)
  await assert.rejects(client('http://127.0.0.1:9', { attempts: 2 }).findRun('/a'), (error) => error.kind === 'connection')
  for (const server of ['', 'h', 'ftp://h', 'http://u:p@h']) {
    assert.throws(() => new Client({ server, build: 1 }), (error) => error.kind === 'usage')
  }
})
