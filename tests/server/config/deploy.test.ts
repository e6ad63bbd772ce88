import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { testCert, testKey } from '../../support/server/test-cert.ts'

const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find(
  (path) => spawnSync(path, ['-v']).status === 0,
)

/** The file as it lies in /etc/nginx/conf.d, with paths and addresses that exist here. */
function checkConfig(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-nginx-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'logs'))
  writeFileSync(join(folder, 'draw.pem'), testCert)
  writeFileSync(join(folder, 'draw.key'), testKey)
  const site = readFileSync(`deploy/${name}`, 'utf8')
    .replaceAll('/etc/ssl/draw.example.org', join(folder, 'draw'))
    .replaceAll('443', '18443')
  writeFileSync(join(folder, 'site.conf'), site)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid; events {} http { ${temporary.join(' ')} access_log off; include ${folder}/site.conf; }`,
  )
  const { status, stderr } = spawnSync(nginx ?? '', [
    '-t',
    '-p',
    folder,
    '-e',
    'stderr',
    '-c',
    join(folder, 'nginx.conf'),
  ])
  return { status, said: String(stderr) }
}

test.skipIf(!nginx).each(['nginx.conf', 'nginx-several.conf'])('PR14 nginx takes deploy/%s as it is', (name) => {
  const { status, said } = checkConfig(name)
  expect(said).not.toMatch(/\[emerg\]/)
  expect(status).toBe(0)
})

test.each(['nginx.conf', 'nginx-several.conf'])('PR14 deploy/%s passes the host on with its port', (name) => {
  const text = readFileSync(`deploy/${name}`, 'utf8')
  expect(text).toMatch(/proxy_set_header Host \$http_host;/)
  expect(text).toMatch(/proxy_set_header X-Forwarded-Host \$http_host;/)
  expect(text).not.toMatch(/proxy_set_header \S+ \$host;/)
})

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
test.skipIf(!systemd)('PR14 systemd takes deploy/inkroom.service as it is (needs systemd)', () => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', 'deploy/inkroom.service'])
  expect(
    String(stderr)
      .split('\n')
      .filter((line) => line.includes('inkroom')),
  ).toEqual([])
  expect(status).toBe(0)
})
