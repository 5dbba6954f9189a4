import { signal } from '@preact/signals'

/** The present, for timers and relative times: moves four times a second while the page is seen. */
export const now = signal(Date.now())

setInterval(() => {
  now.value = Date.now()
}, 250)
