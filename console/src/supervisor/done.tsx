import { signal } from '@preact/signals'
import { CircleCheck, X } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { Icon } from '../ui/icon'

/** What was done on the page before, said where the reader lands; until it is read or another page opens. */
export const done = signal<{ words: () => string } | null>(null)

export function Done(): JSX.Element {
  return (
    <div role="status">
      {done.value !== null && (
        <div class="notice done" data-testid="done">
          <Icon of={CircleCheck} />
          <span class="notice-words">{done.value.words()}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={t('error.dismiss')}
            onClick={() => {
              done.value = null
            }}
          >
            <Icon of={X} />
          </button>
        </div>
      )}
    </div>
  )
}
