import type { Browser } from 'playwright-core'

export const CHROMIUM: string
export function launch(...args: string[]): Promise<Browser>
