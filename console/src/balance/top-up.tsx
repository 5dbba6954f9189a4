import { Plus } from 'lucide'
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { NotDone, useAct, useKey } from '../admin/act'
import type { Balance } from '../api'
import { t } from '../i18n'
import { Labelled, wired } from '../supervisor/fields'
import { Icon } from '../ui/icon'
import { amount } from './amount'
import { topUp } from './rest'

/** Digits, in groups of three or not. Whatever else is written is not guessed at: it is no number. */
function wholeOf(written: string): number {
  const plain = written.trim()
  return /^\d+$|^\d{1,3}([.,\s]\d{3})+$/.test(plain) ? Number(plain.replace(/\D/g, '')) : Number(plain)
}

/** What is wrong with an amount, in the page's words: the gateway's are for whoever calls its API. */
function faultOf(minor: number, least: number, currency: string | null | undefined): string | null {
  if (!Number.isInteger(minor)) {
    return t('balance.amount.not_whole')
  }
  if (minor <= 0 || minor < least) {
    return t('balance.amount.too_little', { least: amount(Math.max(1, least), currency) })
  }
  return Number.isSafeInteger(minor) ? null : t('balance.amount.too_much')
}

/** Money comes in (BAL-2); the same press twice is one top-up. */
export function TopUp(props: { balance: Balance; done: () => void; cancel: () => void }): JSX.Element {
  const [written, setWritten] = useState('')
  const [note, setNote] = useState('')
  const [isTold, setTold] = useState(false)
  const act = useAct()
  const keyOf = useKey()
  const field = useRef<HTMLInputElement>(null)
  const minor = wholeOf(written)
  const { currency } = props.balance
  const leastMinor = props.balance.minimum_top_up_minor ?? 0
  const least = amount(leastMinor, currency)
  const fault = faultOf(minor, leastMinor, currency)
  const wrong = isTold && fault !== null ? { ...act.wrong, amount_minor: fault } : act.wrong
  const save = (event: Event): void => {
    event.preventDefault()
    if (fault !== null) {
      setTold(true)
      field.current?.focus()
      return
    }
    void act.run(async () => {
      await topUp(minor, note.trim(), keyOf({ minor, note: note.trim() }))
      props.done()
    })
  }
  return (
    <form class="card group-form" ref={act.form} data-testid="top-up-form" noValidate onSubmit={save}>
      <h2 class="form-title">{t('balance.top_up')}</h2>
      <Labelled
        name={t('balance.amount')}
        hint={t('balance.amount.hint', { least })}
        of="amount_minor"
        wrong={wrong}
      >
        <input
          {...wired('amount_minor', wrong)}
          ref={field}
          class="field short-field number"
          data-testid="top-up-amount"
          inputMode="numeric"
          maxLength={20}
          autocomplete="off"
          autofocus
          value={written}
          onInput={(event) => {
            setTold(false)
            act.forgive('amount_minor')
            setWritten(event.currentTarget.value)
          }}
        />
      </Labelled>
      {minor > 0 && wrong['amount_minor'] === undefined && (
        <p class="muted" data-testid="top-up-read">
          {amount(minor, currency)}
        </p>
      )}
      <Labelled name={t('balance.note')} of="note" wrong={act.wrong}>
        <input
          {...wired('note', act.wrong)}
          class="field"
          data-testid="top-up-note"
          maxLength={200}
          autocomplete="off"
          value={note}
          onInput={(event) => {
            act.forgive('note')
            setNote(event.currentTarget.value)
          }}
        />
      </Labelled>
      <NotDone act={act} fields={['amount_minor', 'note']} />
      <div class="form-end">
        <button type="submit" class="button accent" data-testid="top-up-save" aria-disabled={act.isBusy}>
          <Icon of={Plus} size={16} />
          {t('balance.top_up')}
        </button>
        <button type="button" class="button" onClick={props.cancel}>
          {t('group.cancel')}
        </button>
      </div>
    </form>
  )
}
