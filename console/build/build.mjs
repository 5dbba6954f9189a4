// Builds pages and SDK into the jar's resources, and leaves everything alone when nothing changed:
// a hash over all sources (and the lock file) is kept beside the output.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const output = join(root, 'target/classes/META-INF/dering/console')
const stamp = join(root, 'target/console.sha256')
const lockStamp = join(root, 'node_modules/.dering-lock.sha256')
const contract = join(root, '../config/openapi.yaml')
const inputs = [
  'build',
  'sdk',
  'src',
  'sw',
  'public',
  'index.html',
  'phone.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'vite.sdk.config.ts',
  'vite.sw.config.ts',
]

function files(path) {
  if (!statSync(path).isDirectory()) {
    return [path]
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
}

function hash(paths) {
  const sum = createHash('sha256')
  for (const path of paths) {
    sum.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  return sum.digest('hex')
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
const isWindows = process.platform === 'win32'
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: root, stdio: 'inherit', shell: isWindows })

const node = (script, ...args) => run(process.execPath, join(root, 'node_modules', script), ...args)

/** The contract's types, for `src/api.ts`: made each time, so they cannot fall behind it. */
function types() {
  mkdirSync(join(root, 'target'), { recursive: true })
  node('openapi-typescript/bin/cli.js', contract, '--output', join(root, 'target/openapi.d.ts'), '--silent')
}

/** `npm ci` when the lock file is not the one that node_modules was made from. */
function install() {
  const lock = hash([join(root, 'package-lock.json')])
  if (read(lockStamp) !== lock) {
    run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error')
    writeFileSync(lockStamp, lock)
  }
}

function build() {
  const wanted = hash([contract, ...inputs.flatMap((name) => files(join(root, name)))])
  if (read(stamp) === wanted && existsSync(join(output, 'index.html'))) {
    console.log('console: up to date')
    return
  }
  rmSync(stamp, { force: true })
  install()
  types()
  node('typescript/bin/tsc', '--noEmit')
  node('typescript/bin/tsc', '-p', 'sw/tsconfig.json')
  node('vite/bin/vite.js', 'build', '--logLevel', 'warn')
  node('vite/bin/vite.js', 'build', '--logLevel', 'warn', '--config', 'vite.sdk.config.ts')
  node('vite/bin/vite.js', 'build', '--logLevel', 'warn', '--config', 'vite.sw.config.ts')
  node('typescript/bin/tsc', '-p', 'sdk/tsconfig.json', '--outDir', join(output, 'sdk'))
  writeFileSync(stamp, wanted)
  console.log('console: built')
}

if (process.argv.includes('--install')) {
  install()
} else if (process.argv.includes('--types')) {
  types()
} else {
  build()
}
