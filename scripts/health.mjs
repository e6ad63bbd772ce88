/** Asks the server of this machine whether it is ready, by the settings it was started with; for containers and services. */
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'

const TIMEOUT_MS = 2_500
/** Addresses to listen on that mean every address; the server is asked on its own. */
const EVERYWHERE = ['', '*', '::', '0.0.0.0']

const setting = (name) => (process.env[name] ?? '').trim()
const named = setting('HOST').replace(/^\[(.*)\]$/, '$1')
const host = EVERYWHERE.includes(named) ? '127.0.0.1' : named
const port = setting('PORT') || '3000'
const isSecure = setting('TLS_CERT') !== ''
const url = `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/readyz`
const get = isSecure ? getSecure : getPlain

// The certificate is for the name that people use, and not for this address.
const request = get(url, { rejectUnauthorized: false, timeout: TIMEOUT_MS }, (answer) => {
  answer.resume()
  process.exitCode = answer.statusCode === 200 ? 0 : 1
  if (process.exitCode !== 0) console.error(`${url} answers ${answer.statusCode}`)
})
request.on('timeout', () => request.destroy(new Error('no answer in time')))
request.on('error', (error) => {
  console.error(`${url}: ${error.message}`)
  process.exitCode = 1
})
