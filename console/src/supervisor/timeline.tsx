import type { JSX } from 'preact'
import { exactTime, hasMessage, t, timeOfDay, words } from '../i18n'
import type { CallEvent } from '../api'

/** What happened, in order, as it was written while it happened. */
export function Timeline({ events }: { events: readonly CallEvent[] }): JSX.Element {
  return (
    <section class="card" aria-labelledby="timeline-title" data-testid="timeline">
      <h2 id="timeline-title" class="card-title">
        {t('timeline.title')}
      </h2>
      {events.length === 0 && <p class="muted past-none">{t('timeline.none')}</p>}
      <ol class="timeline">
        {events.map((event) => (
          <li key={event.sequence} data-kind={event.kind}>
            <time class="muted" dateTime={event.at} title={exactTime(Date.parse(event.at))}>
              {timeOfDay(Date.parse(event.at))}
            </time>
            <span class="timeline-words">
              <span>{sentence(event)}</span>
              {detail(event) !== '' && <span class="muted small">{detail(event)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function sentence({ kind, agent }: CallEvent): string {
  const key = `event.${kind}`
  const name = agent?.name ?? ''
  return hasMessage(key) ? t(key, { name }) : [words('event', kind), name].filter((part) => part !== '').join(': ')
}

/** Codes as words where there are words; Meta's figures as they are, for its support. */
function detail({ kind, detail: text }: CallEvent): string {
  if (text === null) {
    return ''
  }
  const [first = ''] = text.split(' ')
  switch (kind) {
    case 'agent_passed_by':
      return words('found', first)
    case 'routed':
      return words('way', first)
    case 'ended':
      return words('reason', text.toLowerCase())
    case 'meta_terminated':
      return t('event.meta_terminated.seconds', { seconds: text })
    case 'balance_warned':
      return t('call.seconds_left', { seconds: text })
    case 'taken':
      return t('event.taken.without_leg')
    case 'turn_moved':
      return ''
    default:
      return text
  }
}
