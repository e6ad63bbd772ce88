/** The log port: one JSON line per event. Events are named, never sentences with content in them. */
import pino, { type DestinationStream } from 'pino'
import { plainText } from './plain-text.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Facts about an event: ids, sizes, codes. Never board content, titles, chat or tokens. */
export interface LogFields {
  readonly [name: string]: string | number | boolean | null | undefined | Error
}

export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** A log whose lines all carry `fields`. */
  with(fields: LogFields): Log
}

/** A second net under "never log content or tokens": these fields are blanked even when someone passes them. */
const SECRET_FIELDS = ['token', 'authorization', 'cookie', 'secret', 'password', 'content', 'text', 'title', 'query']

/** A log that writes to `destination` (standard output when absent). */
export function createLog(options: { readonly level: LogLevel; readonly destination?: DestinationStream }): Log {
  const root = pino(
    {
      level: options.level,
      base: { pid: process.pid },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error: Error) => plainFields(pino.stdSerializers.err(error)) },
      redact: { paths: SECRET_FIELDS, censor: '[removed]' },
    },
    options.destination ?? pino.destination({ fd: 1, sync: false }),
  )
  return wrap(root)
}

/** A log that says nothing, for tests and tools. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLog,
}

/** Whatever is logged may hold text that a caller chose, if only in the message of an error. */
const plainFields = <F extends object>(fields: F): F =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? plainText(value) : value]),
  ) as F

function wrap(logger: pino.Logger): Log {
  return {
    debug: (event, fields = {}) => logger.debug(plainFields(fields), event),
    info: (event, fields = {}) => logger.info(plainFields(fields), event),
    warn: (event, fields = {}) => logger.warn(plainFields(fields), event),
    error: (event, fields = {}) => logger.error(plainFields(fields), event),
    with: (fields) => wrap(logger.child(plainFields(fields))),
  }
}
