// All tests of the console within the Maven build, the pages in a real Chromium included: what `npm test`
// runs. Where the pages were up to date, node_modules may be missing still, so it is checked here as well.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' })

// A run that does not come to its end must not leave the counts of the one before.
rmSync(join(root, 'target/vitest.json'), { force: true })
run(join(root, 'build/build.mjs'), '--install')
run(join(root, 'node_modules/vitest/vitest.mjs'), 'run')
