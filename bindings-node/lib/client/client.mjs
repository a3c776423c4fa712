// The operations of a Depicted server.

import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { isPrivate, parseAddress } from './address.mjs'
import { ClientError } from './error.mjs'
import { Http } from './http.mjs'

const FLAGS = new Set(['runFailed', 'diffFailed'])

/** `refImage` as `ref_image`. */
const wire = (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const release = ({ name, number }) => ({ release_name: name, release_number: number })

/** Speaks to one server about one build. */
export class Client {
  #http
  #build

  constructor({ server, build, key, secret, allowPlainHttp = false, timeoutMs = 30_000, attempts = 4, firstPauseMs = 250 }) {
    const base = parseAddress(server)
    if (!Number.isSafeInteger(build)) throw new ClientError('connecting', 'usage', `build ${build} is no whole number`)
    let authorization
    if (key !== undefined) {
      if (!secret) throw new ClientError('connecting', 'usage', `the key ${JSON.stringify(key)} has no secret`)
      if (!allowPlainHttp && !isPrivate(base)) {
        const why = `the secret of the key would go to ${base.href} unencrypted: give an https address, or allowPlainHttp`
        throw new ClientError('connecting', 'usage', why)
      }
      authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
    }
    this.#http = new Http({ base, authorization, timeoutMs, attempts, firstPauseMs })
    this.#build = build
  }

  async createRelease(name, url = '') {
    const form = { release_name: name, url }
    // Each time makes another attempt.
    const made = await this.#post(`creating release ${JSON.stringify(name)}`, ['create_release'], form, false)
    return { name, number: made.release_number }
  }

  async findRun(name) {
    try {
      const run = await this.#post(`looking for the baseline of ${JSON.stringify(name)}`, ['find_run'], { run_name: name })
      const { release_name: releaseName, release_number: releaseNumber, url, image, log, config } = run
      return { releaseName, releaseNumber, url, image, log, config }
    } catch (error) {
      // This endpoint answers 400 where there is none.
      if (error.status === 400) return null
      throw error
    }
  }

  async requestRun(to, name, after, before = null) {
    const form = { ...release(to), run_name: name, url: after.url, config: JSON.stringify(after.config ?? {}) }
    if (before) Object.assign(form, { ref_url: before.url, ref_config: JSON.stringify(before.config ?? {}) })
    await this.#post(`requesting run ${JSON.stringify(name)}`, ['request_run'], form)
  }

  async reportRun(to, name, report) {
    const form = { ...release(to), run_name: name }
    for (const [field, value] of Object.entries(report)) {
      if (value === undefined || value === null || value === false) continue
      form[wire(field)] = FLAGS.has(field) ? '1' : value
    }
    await this.#post(`reporting run ${JSON.stringify(name)}`, ['report_run'], form)
  }

  async runsDone(to) {
    const done = await this.#post(`closing release ${JSON.stringify(to.name)} to new runs`, ['runs_done'], release(to))
    return done.results_url
  }

  async upload(path) {
    const operation = `upload of ${path}`
    let file
    const digest = createHash('sha1')
    try {
      // It is read when it is sent, piece by piece.
      file = await openAsBlob(path)
      for await (const piece of file.stream()) digest.update(piece)
    } catch (error) {
      throw new ClientError(operation, 'file', `cannot read ${path}: ${error.message}`, { cause: error })
    }
    const body = () => {
      const form = new FormData()
      form.set('build_id', String(this.#build))
      form.set('file', file, basename(path))
      return form
    }
    const { sha1sum } = await this.#http.json(operation, ['api', 'upload'], { body })
    const own = digest.digest('hex')
    if (sha1sum !== own) throw new ClientError(operation, 'answer', `the file is ${own} and what arrived is ${sha1sum}`)
    return own
  }

  async download(sha1sum) {
    const operation = `download of ${sha1sum}`
    const query = { build_id: this.#build, sha1sum }
    const response = await this.#http.send(operation, ['api', 'download'], { method: 'GET', query })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const arrived = createHash('sha1').update(bytes).digest('hex')
    if (arrived !== sha1sum) throw new ClientError(operation, 'answer', `what arrived is ${arrived}`)
    return bytes
  }

  async release(of) {
    const state = await this.#read(`asking for the state of release ${JSON.stringify(of.name)}`, of, [])
    const { name, number, status, url, results_url: resultsUrl, counts, summary, tested } = state
    return { name, number, status, url, resultsUrl, counts, summary, tested }
  }

  async runs(of) {
    const items = []
    for (;;) {
      const query = { offset: items.length, limit: 200 }
      const page = await this.#read(`asking for the runs of release ${JSON.stringify(of.name)}`, of, ['runs'], query)
      items.push(...page.items)
      if (page.items.length === 0 || items.length >= page.total) return items
    }
  }

  async wait(of, { timeoutMs = 600_000, firstPauseMs = 250 } = {}) {
    const deadline = Date.now() + timeoutMs
    for (let step = 0; ; step += 1) {
      const state = await this.release(of)
      if (!['receiving', 'processing'].includes(state.status)) return state
      const next = Math.min(firstPauseMs * 2 ** Math.min(step, 20), 5000)
      if (Date.now() + next > deadline) {
        const why = `it is still ${state.status} after ${timeoutMs} ms, with ${state.counts.pending} pending: wait longer`
        throw new ClientError(`waiting for release ${JSON.stringify(of.name)}`, 'timed_out', why)
      }
      await pause(next)
    }
  }

  async addTask(queue, payload, { id, source } = {}) {
    const form = { payload: JSON.stringify(payload), content_type: 'application/json', task_id: id, source }
    const added = await this.#queue('adding a task to', queue, 'add', form, id !== undefined)
    return added.task_id
  }

  async leaseTasks(queue, owner, { count = 1, timeoutSeconds = 60 } = {}) {
    const form = { owner, count, timeout: timeoutSeconds }
    const { tasks } = await this.#queue('leasing from', queue, 'lease', form, false)
    return tasks.map(({ task_id: id, payload, lease_attempts: attempts }) => ({ id, payload, attempts }))
  }

  async heartbeat(queue, owner, id, index, message) {
    await this.#queue('keeping a task of', queue, 'heartbeat', { task_id: id, owner, index, message })
  }

  async finishTask(queue, owner, id, error) {
    await this.#queue('finishing a task of', queue, 'finish', { task_id: id, owner, error })
  }

  #queue(doing, queue, action, form, harmless) {
    return this.#post(`${doing} queue ${JSON.stringify(queue)}`, ['work_queue', queue, action], form, harmless)
  }

  #post(operation, segments, form, harmless = true) {
    const given = Object.entries({ build_id: this.#build, ...form }).filter(([, value]) => value !== undefined)
    const body = () => new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
    return this.#http.json(operation, ['api', ...segments], { body, harmless })
  }

  #read(operation, { name, number }, more, query) {
    const segments = ['api', 'v1', 'builds', String(this.#build), 'releases', name, String(number), ...more]
    return this.#http.json(operation, segments, { method: 'GET', query })
  }
}
