import { BellOff, PhoneIncoming, PhoneOff } from 'lucide'
import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { current, decline, nameOf, waiting } from '../desk/store'
import { Icon } from '../ui/icon'

/** Calls whose notice was put away; they wait on. */
const ignored = signal<readonly string[]>([])

/** The second caller of a busy agent (IN-4): to be seen, declined or left alone; never over the page. */
export function Waiting(): JSX.Element {
  const shown = waiting.value.filter((call) => !ignored.value.includes(call.call))
  return (
    <div class="notices" aria-live="polite">
      {shown.map((call) => (
        <div key={call.call} class="notice waiting" data-testid="waiting" data-call={call.call}>
          <Icon of={PhoneIncoming} />
          <span class="notice-words">
            <span class="strong">{t('second.title', { name: nameOf(call.customer) })}</span>{' '}
            {t(current.value === null ? 'second.text.after' : 'second.text')}
          </span>
          <span class="waiting-buttons">
            <button
              type="button"
              class="button small"
              data-testid="waiting-ignore"
              onClick={() => {
                ignored.value = [...ignored.value, call.call].slice(-50)
              }}
            >
              <Icon of={BellOff} size={16} />
              {t('second.ignore')}
            </button>
            <button
              type="button"
              class="button small danger"
              data-testid="waiting-decline"
              onClick={() => decline(call.call)}
            >
              <Icon of={PhoneOff} size={16} />
              {t('second.decline')}
            </button>
          </span>
        </div>
      ))}
    </div>
  )
}
