// The quick tests, within the Maven build. `npm test` runs these and the pages in a real Chromium.
// Where the pages were up to date, node_modules may be missing still, so it is checked here as well.
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' })

run(join(root, 'build/build.mjs'), '--install')
run(join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--exclude', 'test/pages.test.ts')
