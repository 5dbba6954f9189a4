import { X } from 'lucide'
import type { JSX } from 'preact'
import type { EndedCall } from '../../sdk'
import { clock, t, words } from '../i18n'
import { Icon } from '../ui/icon'
import { nameOf, outcomeOf, over } from './store'

/** How a call to a customer ended (OUT-5), until it is put away or the next call comes. */
export function OverCard({ call }: { call: EndedCall }): JSX.Element {
  const outcome = outcomeOf(call)
  const name = nameOf(call.customer)
  return (
    <article class="talk over" data-call={call.call} data-outcome={outcome} data-testid="call-over">
      <div class="talk-head">
        <div class="caller-words">
          <p class="caller-name" title={name}>
            <bdi>{name}</bdi>
          </p>
          <p class="muted talk-where">{t('call.via', { channel: call.channel.name })}</p>
        </div>
        {call.talkMs > 0 && <p class="timer">{clock(call.talkMs)}</p>}
      </div>
      <p class="over-why" role="status">
        {call.reason === 'agent_hung_up'
          ? t(call.talkMs > 0 ? 'reason.you_hung_up' : 'over.taken_back')
          : words('reason', call.reason === 'timed_out' ? 'not_answered' : call.reason)}
      </p>
      <button
        type="button"
        class="button"
        data-testid="close-over"
        onClick={() => {
          over.value = null
        }}
      >
        <Icon of={X} size={16} />
        {t('over.close')}
      </button>
    </article>
  )
}
