import { PhoneIncoming, PhoneMissed, PhoneOutgoing } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import type { LoggedCall, RoomSession, RoomWhole } from '../api'
import { CallCustomer } from '../desk/dial-box'
import { isSupervisor } from '../desk/role'
import { ago, exactTime, list, phoneNumber, shortTime, t, timeOfDay } from '../i18n'
import { addRoomNote } from '../rest'
import { lengthOf, outcomeOf } from '../supervisor/call-words'
import { Refused } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { draftIn, keepDraft, useChange } from './room-state'

/** The first and the last contact, calls among them: a call leaves the room's own times as they are (RM-1), and with
 * them its place in the lists. A call that goes on is the last. */
function contactsOf(room: RoomWhole): { first: string; last: string } {
  const began = room.calls.map((call) => call.started_at)
  const ended = room.calls.map((call) => call.ended_at ?? new Date(now.value).toISOString())
  const inOrder = (times: string[]): string[] => times.sort((one, other) => Date.parse(one) - Date.parse(other))
  return {
    first: inOrder([room.first_interaction_at, ...began])[0] ?? room.first_interaction_at,
    last: inOrder([room.last_interaction_at, ...ended]).at(-1) ?? room.last_interaction_at,
  }
}

/** Who the customer is, as far as this one may know (RM-4, RM-8). */
export function Facts(props: { room: RoomWhole; name: string; mayCall: boolean }): JSX.Element {
  const { room } = props
  const { customer } = room
  const { first, last } = contactsOf(room)
  return (
    <section class="card" aria-labelledby={`facts-${room.id}`} data-testid="room-facts">
      <h2 id={`facts-${room.id}`} class="card-title">
        {t('room.customer')}
      </h2>
      <dl class="facts">
        <Fact name={t('room.number')}>
          {phoneNumber(customer.number ?? undefined) || t('room.number.hidden')}{' '}
          {props.mayCall && <CallCustomer room={room.id} channel={room.channel} name={props.name} isSmall />}
        </Fact>
        {customer.number === null && customer.user_id !== null && (
          <Fact name={t('room.user_id')}>
            <span class="code">{customer.user_id}</span>
          </Fact>
        )}
        <Fact name={t('room.agents')}>
          {room.agents.length === 0 ? t('room.agents.none') : list(room.agents.map((agent) => agent.name))}
        </Fact>
        <Fact name={t('room.first')}>
          <Time at={first} />
        </Fact>
        <Fact name={t('room.last')}>
          <Time at={last} />
        </Fact>
        <Fact name={t('room.wrote')}>
          {room.customer_wrote_at === null ? t('room.wrote.never') : <Time at={room.customer_wrote_at} />}
        </Fact>
        <Fact name={t('room.channel')}>{room.channel_name}</Fact>
      </dl>
    </section>
  )
}

function Fact(props: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt class="muted">{props.name}</dt>
      <dd class="number">{props.children}</dd>
    </div>
  )
}

function Time({ at }: { at: string }): JSX.Element {
  const moment = Date.parse(at)
  return (
    <time dateTime={at} title={exactTime(moment)}>
      {ago(moment, now.value)}
    </time>
  )
}

/** What colleagues noted, and the next note; what is being written stays, whatever call or page comes. */
export function Notes(props: { room: RoomWhole; name: string; again: () => void }): JSX.Element {
  const { room, name, again } = props
  const text = draftIn(room.id)
  const change = useChange(again)
  const add = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (text.trim() !== '' && (await change.run((key) => addRoomNote(room.id, text.trim(), key)))) {
      if (draftIn(room.id) === text) {
        keepDraft(room.id, '', name)
      }
    }
  }
  return (
    <section class="card" aria-labelledby={`notes-${room.id}`} data-testid="notes">
      <h2 id={`notes-${room.id}`} class="card-title">
        {t('room.notes')}
      </h2>
      {room.notes.length === 0 && <p class="muted room-quiet">{t('room.notes.none')}</p>}
      {room.notes.length > 0 && (
        <ol class="notes">
          {room.notes.map((note) => (
            <li key={note.id}>
              <p class="message-text">
                <bdi>{note.text}</bdi>
              </p>
              <p class="muted small">
                {note.by === null ? t('room.note.by_backend') : <bdi>{note.by.name}</bdi>}
                {' · '}
                <Time at={note.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <form class="note-form" onSubmit={(event) => void add(event)}>
        <label class="sr-only" for={`note-${room.id}`}>
          {t('room.note')}
        </label>
        <textarea
          id={`note-${room.id}`}
          class="field"
          data-testid="note"
          rows={2}
          maxLength={4000}
          placeholder={t('room.note.placeholder')}
          value={text}
          onInput={(event) => keepDraft(room.id, event.currentTarget.value, name)}
        />
        <button
          type="submit"
          class="button small"
          data-testid="add-note"
          aria-disabled={change.busy || text.trim() === ''}
        >
          {t('room.note.add')}
        </button>
      </form>
      {change.refusal !== null && <Refused refusal={change.refusal} />}
    </section>
  )
}

/** Earlier sessions, the newest first (RM-4). */
export function Sessions({ room }: { room: RoomWhole }): JSX.Element | null {
  return room.sessions.length === 0 ? null : (
    <section class="card" aria-labelledby={`sessions-${room.id}`} data-testid="sessions">
      <h2 id={`sessions-${room.id}`} class="card-title">
        {t('room.sessions')}
      </h2>
      <ol class="past-sessions">
        {room.sessions.map((session) => (
          <li key={session.opened_at}>
            <span class="number">{span(session)}</span>
            <span class="muted small">
              {session.agents.length === 0
                ? t('room.session.nobody')
                : list(session.agents.map((agent) => agent.name))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function span(session: RoomSession): string {
  const from = Date.parse(session.opened_at)
  if (session.resolved_at === null) {
    return t('room.session.now', { from: shortTime(from) })
  }
  const to = Date.parse(session.resolved_at)
  const isSameDay = new Date(from).toDateString() === new Date(to).toDateString()
  return t('room.session.past', {
    from: shortTime(from),
    to: isSameDay ? timeOfDay(to).slice(0, 5) : shortTime(to),
  })
}

/** The customer's calls with this number, the newest first. */
export function RoomCalls({ room }: { room: RoomWhole }): JSX.Element {
  return (
    <section class="card" aria-labelledby={`calls-${room.id}`} data-testid="room-calls">
      <h2 id={`calls-${room.id}`} class="card-title">
        {t('room.calls')}
      </h2>
      {room.calls.length === 0 ? (
        <p class="muted room-quiet">{t('room.calls.none')}</p>
      ) : (
        <ol class="room-calls">
          {room.calls.map((call) => (
            <PastCall key={call.id} call={call} />
          ))}
        </ol>
      )}
    </section>
  )
}

function PastCall({ call }: { call: LoggedCall }): JSX.Element {
  const at = Date.parse(call.started_at)
  const icon =
    call.direction === 'outbound' ? PhoneOutgoing : call.status === 'unanswered' ? PhoneMissed : PhoneIncoming
  const inside = (
    <>
      <span class="past-mark">
        <Icon of={icon} size={16} />
      </span>
      <span class="room-call-words">
        <span>
          {outcomeOf(call)}
          {call.agent !== null && (
            <>
              {' · '}
              <bdi>{call.agent.name}</bdi>
            </>
          )}
        </span>
        <span class="muted small number">
          <time dateTime={call.started_at} title={exactTime(at)}>
            {shortTime(at)}
          </time>
          {(call.talk_ms ?? 0) > 0 && ` · ${lengthOf(call.talk_ms)}`}
        </span>
      </span>
    </>
  )
  return (
    <li data-status={call.status ?? 'running'}>
      {isSupervisor.value ? (
        <a class="room-call" href={hrefOf.call(call.id)}>
          {inside}
        </a>
      ) : (
        <div class="room-call">{inside}</div>
      )}
    </li>
  )
}
