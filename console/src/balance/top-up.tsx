import { Plus } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { NotDone, useAct, useKey } from '../admin/act'
import type { Balance } from '../api'
import { t } from '../i18n'
import { Labelled, wired } from '../supervisor/fields'
import { Icon } from '../ui/icon'
import { amount } from './amount'
import { topUp } from './rest'

/** Digits, in groups of three or not. Whatever else is written is not guessed at: the gateway names what is wrong. */
function wholeOf(written: string): number {
  const plain = written.trim()
  return /^\d+$|^\d{1,3}([.,\s]\d{3})+$/.test(plain) ? Number(plain.replace(/\D/g, '')) : Number(plain)
}

/** Money comes in (BAL-2); the same press twice is one top-up. */
export function TopUp(props: { balance: Balance; done: () => void; cancel: () => void }): JSX.Element {
  const [written, setWritten] = useState('')
  const [note, setNote] = useState('')
  const act = useAct()
  const keyOf = useKey()
  const minor = wholeOf(written)
  const least = amount(props.balance.minimum_top_up_minor ?? 0, props.balance.currency)
  const save = (event: Event): void => {
    event.preventDefault()
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
        wrong={act.wrong}
      >
        <input
          {...wired('amount_minor', act.wrong)}
          class="field short-field number"
          data-testid="top-up-amount"
          inputMode="numeric"
          maxLength={20}
          autocomplete="off"
          autofocus
          value={written}
          onInput={(event) => {
            act.forgive('amount_minor')
            setWritten(event.currentTarget.value)
          }}
        />
      </Labelled>
      {minor > 0 && act.wrong['amount_minor'] === undefined && (
        <p class="muted" data-testid="top-up-read">
          {amount(minor, props.balance.currency)}
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
