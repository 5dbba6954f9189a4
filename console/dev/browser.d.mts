import type { Browser } from 'playwright-core'

export function launch(...args: string[]): Promise<Browser>
