import { X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'

const KEYS: readonly [string, MessageKey][] = [
  ['Enter', 'keys.enter'],
  ['Esc', 'keys.esc'],
  ['M', 'keys.m'],
  ['D', 'keys.d'],
  ['← ↑ ↓ →', 'keys.arrows'],
  ['?', 'keys.help'],
]

export function KeyHelp({ close }: { close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog class="card keys" ref={dialog} onClose={close} aria-labelledby="keys-title">
      <div class="keys-head">
        <h2 id="keys-title" class="card-title">
          {t('keys.title')}
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('keys.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon of={X} />
        </button>
      </div>
      <dl>
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  )
}
