import { ExternalLink, PhoneIncoming, PhoneMissed, PhoneOutgoing, Smartphone } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ago, clock, exactTime, phoneNumber, t, words } from '../i18n'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { isLogOpen, pastCalls, type PastCall } from './history'
import { session } from './session'
import { callState, nameOf, welcome } from './store'

/** What happened last; before the first call, how to place it. */
export function Last(): JSX.Element {
  const [isMissedOnly, setMissedOnly] = useState(false)
  const all = pastCalls.value
  const calls = isMissedOnly ? all.filter((call) => call.status === 'unanswered') : all
  return (
    <section class="card last" aria-labelledby="last-title" data-testid="last">
      <div class="last-head">
        <h2 id="last-title" class="card-title">
          {t('history.title')}
        </h2>
        {all.length > 0 && (
          <div class="segments" role="group" aria-label={t('rang.title')}>
            {[false, true].map((missed) => (
              <button
                key={String(missed)}
                type="button"
                class="segment"
                data-testid={missed ? 'rang-missed' : 'rang-all'}
                aria-pressed={missed === isMissedOnly}
                onClick={() => setMissedOnly(missed)}
              >
                {t(missed ? 'rang.missed' : 'rang.all')}
              </button>
            ))}
          </div>
        )}
      </div>
      {all.length === 0 ? (
        <First />
      ) : calls.length === 0 ? (
        <p class="muted past-none" data-testid="nothing-missed">
          {t('rang.none')}
        </p>
      ) : (
        <ol class="past" data-testid="history">
          {calls.map((call) => (
            <Past key={call.call} call={call} />
          ))}
        </ol>
      )}
      {isLogOpen.value === false && calls.length > 0 && (
        <p class="muted small">{t('history.unavailable')}</p>
      )}
    </section>
  )
}

function hasSandbox(): boolean {
  const known = session.value
  const bySession = typeof known === 'object' && known.sandbox
  return welcome.value?.features?.sandbox ?? bySession
}

/** Before the first call how to place it; while that one is there, what this list is for. */
function First(): JSX.Element {
  const state = callState.value
  if (state !== 'idle' && state !== 'ended') {
    return <p class="muted past-none">{t('first.now')}</p>
  }
  return (
    <div class="empty">
      <span class="empty-mark" aria-hidden="true">
        <Icon of={Smartphone} size={28} />
      </span>
      <p class="empty-title">{t('first.title')}</p>
      <p class="muted">{t(hasSandbox() ? 'first.sandbox' : 'first.serve')}</p>
      {hasSandbox() && (
        <a
          class="button accent"
          href="/sandbox/phone"
          target="_blank"
          rel="noreferrer"
        >
          {t('first.open_phone')}
          <Icon of={ExternalLink} size={16} />
        </a>
      )}
    </div>
  )
}

function why({ reason, agent }: PastCall): string {
  if (reason === 'taken' && agent !== null) {
    return t('history.taken', { name: agent })
  }
  // The log names the agent; for the one who reads it that is "you", after a reload as before.
  const isMine = reason === 'agent_hung_up' && agent !== null && agent === welcome.value?.agent.name
  return reason === null ? t('history.no_reason') : words('reason', isMine ? 'you_hung_up' : reason)
}

function Past({ call }: { call: PastCall }): JSX.Element {
  const isAnswered = call.status === 'answered'
  return (
    <li class="past-call" data-status={call.status}>
      <span class="past-mark">
        <Icon of={call.isOutgoing ? PhoneOutgoing : call.status === 'unanswered' ? PhoneMissed : PhoneIncoming} />
      </span>
      <div class="past-words">
        <span class="past-name" title={phoneNumber(call.customer.number)}>
          <bdi>{nameOf(call.customer)}</bdi>
        </span>
        <span class="muted">
          {why(call)}
        </span>
      </div>
      <div class="past-facts">
        <span class="past-status">
          {t(`history.${call.status}`)}
          {isAnswered && call.agent !== null && call.agent !== welcome.value?.agent.name && (
            <>
              {' · '}
              <bdi>{call.agent}</bdi>
            </>
          )}
        </span>
        <time class="muted" dateTime={new Date(call.at).toISOString()} title={exactTime(call.at)}>
          {isAnswered && call.talkMs > 0 ? `${clock(call.talkMs)} · ` : ''}
          {ago(call.at, now.value)}
        </time>
      </div>
    </li>
  )
}
