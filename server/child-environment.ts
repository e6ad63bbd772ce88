/** What our child processes get of the environment: no secrets, and nothing that was meant for the server alone. */
type Environment = NodeJS.ProcessEnv

/** The native canvas crashes under these settings of the C library; they save memory in the server. */
const FOR_THE_SERVER = ['MALLOC_', 'GLIBC_TUNABLES', 'LD_PRELOAD']
const KEPT_BACK = ['SECRET', 'ADMIN_TOKEN', 'STORAGE_URL', 'BUS_URL', 'TLS_KEY']
/** All that a process needs that reads strangers' files. */
const FOR_WORKERS = ['PATH', 'HOME', 'TZ', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'NODE_ENV', 'FONTCONFIG_PATH']

function pick(env: Environment, isWanted: (name: string) => boolean): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => isWanted(name))) as Environment
}

export const pagesEnvironment = (env: Environment): Environment =>
  pick(env, (name) => !KEPT_BACK.includes(name) && !FOR_THE_SERVER.some((start) => name.startsWith(start)))

export const workerEnvironment = (env: Environment): Environment =>
  pick(env, (name) => FOR_WORKERS.includes(name.toUpperCase()))
