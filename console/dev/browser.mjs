import { chromium } from 'playwright-core'

export const CHROMIUM = process.env.DERING_CHROMIUM || '/usr/bin/chromium'

/** Debian's Chromium with a microphone that plays a tone and says yes. */
export function launch(...more) {
  return chromium.launch({
    executablePath: CHROMIUM,
    timeout: 120_000,
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      ...more,
    ],
  })
}
