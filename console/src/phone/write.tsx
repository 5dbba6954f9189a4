import { Mic, Phone, Send } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { PermissionCard } from './permission'
import { business, call, canLeaveVoice, inbox, isBusy, isPosting, leaveVoice, link, pending, said, write } from './store'

/** What the business wrote; a button in it calls, and tells the business which one it was (IN-14). */
function Inbox(): JSX.Element | null {
  const read = inbox.value.filter((message) => message.id !== pending.value?.id)
  return read.length === 0 ? null : (
    <ol
      class="telephone-inbox"
      data-testid="inbox"
      tabIndex={0}
      aria-label={t('phone.inbox', { name: business.value.name })}
    >
      {read.map((message) => (
        <li key={message.id} class="telephone-message" data-testid="received">
          {message.permission_request === true ? (
            <PermissionCard request={message} />
          ) : (
            <p>
              <bdi>{message.text}</bdi>
            </p>
          )}
          {message.button !== undefined && (
            <button
              type="button"
              class="button"
              data-testid="call-button"
              disabled={isBusy() || link.value !== 'open' || Date.parse(message.button.ends_at) < now.value}
              onClick={() => void call(message.button?.payload ?? null)}
            >
              <Icon of={Phone} size={16} />
              <bdi>{message.button.text}</bdi>
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}

/** What the customer does without a call: writes, and speaks after a call that nobody answered (IN-10). */
export function Write(): JSX.Element {
  const [text, setText] = useState('')
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (text.trim() !== '' && (await write(text.trim()))) {
      // What was written meanwhile is the next message.
      setText((now) => (now === text ? '' : now))
    }
  }
  return (
    <div class="telephone-write">
      <Inbox />
      {canLeaveVoice.value && (
        <div class="telephone-voicemail">
          <p class="small">{t('phone.voice_message.text')}</p>
          <button
            type="button"
            class="button"
            data-testid="voice-message"
            aria-disabled={isPosting.value}
            onClick={() => void leaveVoice()}
          >
            <Icon of={Mic} size={16} />
            {t('phone.voice_message')}
          </button>
        </div>
      )}
      <form class="telephone-form" onSubmit={(event) => void send(event)}>
        <input
          class="field"
          type="text"
          maxLength={1000}
          data-testid="message-text"
          aria-label={t('phone.write', { name: business.value.name })}
          placeholder={t('phone.write', { name: business.value.name })}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button
          type="submit"
          class="icon-button"
          data-testid="send-message"
          disabled={link.value !== 'open'}
          aria-disabled={isPosting.value}
          aria-label={t('phone.write.send')}
          title={t('phone.write.send')}
        >
          <Icon of={Send} size={18} />
        </button>
      </form>
      <p class="telephone-said small" data-testid="said" role="status">
        {said.value === null ? '' : t(said.value)}
      </p>
    </div>
  )
}
