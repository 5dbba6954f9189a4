import { PhoneOutgoing } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RoomWhole } from '../api'
import { t } from '../i18n'
import { sendCallButton } from '../rest'
import { Refused } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { useChange } from './room-state'

const WEEK_MINUTES = 10_080

/** Sends the customer a button that calls this number (IN-14); what it carries shows when the call comes. */
export function CallButton({ room, again }: { room: RoomWhole; again: () => void }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [payload, setPayload] = useState('')
  const change = useChange(again)
  if (!isOpen) {
    return (
      <button type="button" class="button small" data-testid="call-button" onClick={() => setOpen(true)}>
        <Icon of={PhoneOutgoing} size={16} />
        {t('button.open')}
      </button>
    )
  }
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const wish = { text: text.trim(), ttl_minutes: WEEK_MINUTES, ...(payload.trim() === '' ? {} : { payload: payload.trim() }) }
    if (wish.text !== '' && (await change.run((key) => sendCallButton(room.id, wish, key)))) {
      setText('')
      setPayload('')
      setOpen(false)
    }
  }
  return (
    <form class="button-form" data-testid="call-button-form" onSubmit={(event) => void send(event)}>
      <label>
        <span class="filter-name">{t('button.text')}</span>
        <input
          class="field"
          type="text"
          maxLength={1024}
          data-testid="button-text"
          placeholder={t('button.text.placeholder')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="filter-name">{t('button.payload')}</span>
        <input
          class="field"
          type="text"
          maxLength={512}
          data-testid="button-payload"
          value={payload}
          onInput={(event) => setPayload(event.currentTarget.value)}
        />
      </label>
      <span class="button-form-end">
        <button type="button" class="button small" onClick={() => setOpen(false)}>
          {t('button.cancel')}
        </button>
        <button
          type="submit"
          class="button small accent"
          data-testid="send-button"
          aria-disabled={change.busy || text.trim() === ''}
        >
          {t('button.send')}
        </button>
      </span>
      {change.refusal !== null && <Refused refusal={change.refusal} />}
    </form>
  )
}
