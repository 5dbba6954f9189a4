import { chromium } from 'playwright-core'

/** Debian's Chromium with a microphone that plays a tone and says yes. */
export function launch(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      ...more,
    ],
  })
}
