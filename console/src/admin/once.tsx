import { Check, Copy, KeyRound, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icon'

/** What the gateway says once and keeps nowhere: to be copied now. */
export function Once(props: { title: string; text: string; secret: string; done: () => void }): JSX.Element {
  const [state, setState] = useState<'new' | 'copied' | 'by_hand'>('new')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.secret)
      setState('copied')
    } catch {
      // Without leave to the clipboard the text is marked, and the keyboard copies it.
      field.current?.select()
      setState('by_hand')
    }
  }
  return (
    <section class="card once" aria-label={props.title} data-testid="once">
      <h2 class="once-title">
        <Icon of={KeyRound} />
        {props.title}
      </h2>
      <p>{props.text}</p>
      <div class="once-line">
        <input
          class="field code"
          data-testid="secret"
          ref={field}
          readOnly
          spellcheck={false}
          aria-label={props.title}
          value={props.secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button accent" data-testid="copy" onClick={() => void copy()}>
          <Icon of={state === 'copied' ? Check : Copy} size={16} />
          {t(state === 'copied' ? 'once.copied' : 'once.copy')}
        </button>
        <button type="button" class="button" data-testid="once-done" onClick={props.done}>
          <Icon of={X} size={16} />
          {t('once.done')}
        </button>
      </div>
      <p class="muted small" role="status">
        {t(state === 'by_hand' ? 'once.by_hand' : 'once.text')}
      </p>
    </section>
  )
}
