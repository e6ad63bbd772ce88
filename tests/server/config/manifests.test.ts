/** The manifests of deploy/: that they can be read, and that the settings in them are those of SELF-HOSTING. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

/** The first column of the table of settings, and what else the page names for the start of a process. */
const selfHosting = readFileSync('docs/SELF-HOSTING.md', 'utf8')
const settings = new Set(
  [...selfHosting.matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap(([, names]) => names.match(/[A-Z_]+/g) ?? []),
)
const readYaml = (path: string) => parse(readFileSync(join('deploy', path), 'utf8'))

/** A template of Helm with its lines of control left out, and each value as a word. */
function readTemplate(name: string): unknown {
  const text = readFileSync(join('deploy/helm/inkroom/templates', name), 'utf8')
  const plain = text.split('\n').filter((line) => !/^\s*\{\{-? .* ?\}\}$/.test(line))
  return parse(plain.join('\n').replace(/\{\{[^{}]*\}\}/g, 'value'))
}
/** `.Values.a.b`, as templates ask for it. */
function valuesAsked(): readonly string[] {
  const folder = 'deploy/helm/inkroom/templates'
  const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return [...text.join('\n').matchAll(/\.Values\.([\w.]+)/g)].map(([, path]) => path)
}
const unknown = (names: readonly string[]) => names.filter((name) => !settings.has(name))

test('AR17 the settings of SELF-HOSTING are found', () => {
  expect(settings.size).toBeGreaterThan(25)
  expect(unknown(['PORT', 'HOST', 'STORAGE_URL', 'TLS_KEY'])).toEqual([])
})

test('AR17 the Helm chart is made of objects of Kubernetes, and asks only for values that it has', () => {
  const kinds = readdirSync('deploy/helm/inkroom/templates').map((name) => readTemplate(name))
  expect(kinds).toMatchObject([
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
    { apiVersion: 'v1', kind: 'Service' },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { replicas: 1 } },
  ])
  const values = readYaml('helm/inkroom/values.yaml')
  const find = (path: string) =>
    path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], values)
  expect(valuesAsked().filter((path) => find(path) === undefined)).toEqual([])
  expect(unknown(Object.keys(values.settings))).toEqual([])
  const [container] = (kinds[2] as { spec: { template: { spec: { containers: { env: { name: string }[] }[] } } } }).spec
    .template.spec.containers
  expect(unknown(container.env.map(({ name }) => name).filter((name) => name !== 'value'))).toEqual([])
  expect(readYaml('helm/inkroom/Chart.yaml')).toMatchObject({ apiVersion: 'v2', name: 'inkroom' })
})

test('AR17 the versions of all manifests are that of the project', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const chart = readYaml('helm/inkroom/Chart.yaml')
  const tag = readYaml('helm/inkroom/values.yaml').image.tag
  const told = [chart.version, chart.appVersion, tag, readYaml('umbrel/umbrel-app.yml').version]
  expect([...told, readYaml('home-assistant/config.yaml').version]).toEqual(Array(5).fill(version))
  expect(readFileSync('deploy/yunohost/manifest.toml', 'utf8')).toContain(`version = "${version}~ynh1"`)
  expect(readYaml('umbrel/docker-compose.yml').services.server.image).toBe(`example.org/inkroom:${version}`)
})

test('AR17 Umbrel keeps the boards in the folder of the app, Home Assistant in /data', () => {
  const { server, app_proxy } = readYaml('umbrel/docker-compose.yml').services
  expect(unknown(Object.keys(server.environment))).toEqual([])
  expect(server.volumes).toEqual([`$\{APP_DATA_DIR}/data:/data`])
  expect(app_proxy.environment.APP_HOST).toBe(`${readYaml('umbrel/umbrel-app.yml').id}_server_1`)
  const addOn = readYaml('home-assistant/config.yaml')
  expect(unknown(Object.keys(addOn.environment))).toEqual([])
  expect(addOn.environment.STORAGE_URL).toMatch(/^lmdb:\/data\//)
})

test('AR17 YunoHost: a table of names and values, a service with known settings, and all scripts that it calls', () => {
  const lines = readFileSync('deploy/yunohost/manifest.toml', 'utf8').split('\n')
  const isToml = (line: string) => /^\s*(#.*|\[[\w.]+\]|[\w.]+ = ("[^"]*"|\[[^[\]]*\]|true|false|\d+))?$/.test(line)
  expect(lines.filter((line) => !isToml(line))).toEqual([])
  const service = readFileSync('deploy/yunohost/conf/systemd.service', 'utf8')
  const named = [...service.matchAll(/^Environment=([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(unknown(named)).toEqual([])
  expect(named).toContain('STORAGE_URL')
  expect(readdirSync('deploy/yunohost/scripts')).toEqual(['backup', 'install', 'remove', 'restore', 'upgrade'])
})
