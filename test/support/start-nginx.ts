import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSelfSigned } from './self-signed.ts'

const program = '/usr/sbin/nginx'
/** Where a change is judged nginx has to be there: a missing one fails, it does not skip. */
export const wantsNginx = existsSync(program) || process.env['CI'] === 'true'

export interface Nginx {
  close(): Promise<void>
}

/** Debian's nginx with TLS in front of a city, set up as docs/access.md says, on addresses of this machine. */
export async function startNginx(options: {
  upstream: string
  hosts: readonly string[]
  port: number
}): Promise<Nginx> {
  const { upstream, hosts, port } = options
  const folder = mkdtempSync(join(tmpdir(), 'machimori-nginx-'))
  const { key, cert } = createSelfSigned()
  writeFileSync(join(folder, 'city.key'), key)
  writeFileSync(join(folder, 'city.pem'), cert)
  writeFileSync(
    join(folder, 'nginx.conf'),
    describe({ listens: hosts.map((host) => `listen ${host}:${port} ssl;`), upstream }),
  )
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  const checked = spawnSync(program, [...args, '-t'], { encoding: 'utf8' })
  if (checked.status !== 0) throw new Error(checked.stderr)
  const server = spawn(program, [...args, '-g', 'daemon off;'], { stdio: 'ignore' })
  await Promise.all(hosts.map((host) => untilOpen(host, port)))
  return {
    async close() {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** The server block of docs/access.md, with what a process without root's folders needs around it. */
const describe = ({ listens, upstream }: { listens: readonly string[]; upstream: string }) => `
worker_processes 1;
pid nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxied;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    ${listens.join('\n    ')}
    ssl_certificate     city.pem;
    ssl_certificate_key city.key;
    location / {
      proxy_pass ${upstream};
      proxy_http_version 1.1;
      proxy_set_header Host              $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
      proxy_set_header Upgrade           $http_upgrade;
      proxy_set_header Connection        $connection_upgrade;
      proxy_read_timeout 1h;
    }
  }
}
`

async function untilOpen(host: string, port: number): Promise<void> {
  for (;;) {
    const socket = connect({ host, port })
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await sleep(20)
  }
}
