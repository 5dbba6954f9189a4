import { Clock, PhoneForwarded, PhoneOff, TriangleAlert } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { CallPermission, RoomMessage, RoomWhole } from '../api'
import { permissionChanged } from '../desk/dial'
import { exactTime, shortTime, t } from '../i18n'
import { requestCallPermission } from '../rest'
import { Refused } from '../supervisor/parts'
import { now as clock } from '../ui/clock'
import { Icon } from '../ui/icon'
import { useChange } from './room-state'
import { timeLeft } from './time-left'

const at = (time: string | null): string => (time === null ? '' : shortTime(Date.parse(time)))

/**
 * Whether this customer may be called, how long, how often, and the request for it (PM-7, OUT-4). The room is
 * followed, so all of it is live.
 *
 * @param children what calls: it stands beside the state
 */
export function Permission(props: {
  room: RoomWhole
  again: () => void
  /** Whether the one at this desk may act on the room. */
  mayAsk: boolean
  children?: ComponentChildren
}): JSX.Element {
  const { room } = props
  const { permission } = room
  const { call } = permission
  return (
    <section
      class="card permission"
      aria-labelledby={`permission-${room.id}`}
      data-testid="permission"
      data-state={permission.state}
    >
      <h2 id={`permission-${room.id}`} class="card-title">
        {t('permission.title')}
      </h2>
      <div class="permission-head">
        <State permission={permission} />
        {props.children}
      </div>
      {permission.state !== 'none' && (
        <dl class="facts">
          <div>
            <dt class="muted">{t('permission.attempts')}</dt>
            <dd class="number" data-testid="attempts">
              {t('permission.attempts.of', { left: call.attempts_left, most: call.attempts_per_day })}
            </dd>
          </div>
        </dl>
      )}
      {(call.reason === 'daily_limit' || call.reason === 'meta_refuses') && (
        <p class="permission-line muted" data-testid="call-refused">
          {t(`permission.call.${call.reason}`, { time: at(call.next_allowed_at) })}
        </p>
      )}
      {call.warning && permission.state !== 'none' && (
        <div class="notice" role="status" data-testid="permission-warning">
          <Icon of={TriangleAlert} size={16} />
          <span class="notice-words">{t('permission.warning', { count: call.unanswered })}</span>
        </div>
      )}
      <Waiting permission={permission} />
      <AskToCall key={room.id} {...props} />
    </section>
  )
}

function State({ permission }: { permission: CallPermission }): JSX.Element {
  const end = permission.expires_at === null ? null : Date.parse(permission.expires_at)
  // The clock here ends what the next look at the room will end.
  const isOver = end !== null && end <= clock.value
  if (permission.state === 'none' || isOver) {
    return (
      <div class="permission-state" data-state="none">
        <Icon of={PhoneOff} size={16} />
        <div>
          <p class="strong">{t('permission.none')}</p>
          <p class="muted small">{whyNone(permission, isOver)}</p>
        </div>
      </div>
    )
  }
  return (
    <div class="permission-state" data-state={permission.state}>
      <Icon of={end === null ? PhoneForwarded : Clock} size={16} />
      <div>
        <p class="strong" title={end === null ? undefined : exactTime(end)}>
          {end === null ? t('permission.permanent') : t('permission.temporary', { time: shortTime(end) })}
        </p>
        <p class="muted small">
          {end !== null && <span class="number">{t('permission.left', { time: timeLeft(end - clock.value) })} · </span>}
          {sourceOf(permission)}
        </p>
      </div>
    </div>
  )
}

function sourceOf({ source }: CallPermission): string {
  return source === 'request' || source === 'profile' || source === 'callback'
    ? t(`permission.source.${source}`)
    : t('permission.source.meta')
}

/** A denial removes the status (PM-7): it looks as if nobody had asked. */
function whyNone(permission: CallPermission, isOver: boolean): string {
  switch (permission.source) {
    case 'unanswered':
      return t('permission.source.unanswered')
    case 'count':
      return t('permission.source.count', { count: permission.call.unanswered })
    case 'time':
      return t('permission.source.time', { time: at(permission.since) })
    default:
      return isOver ? t('permission.source.time', { time: at(permission.expires_at) }) : t('permission.none.text')
  }
}

function Waiting({ permission }: { permission: CallPermission }): JSX.Element | null {
  const { waiting } = permission
  return waiting === null ? null : (
    <p class="permission-line" data-testid="permission-waiting" data-state={waiting.state}>
      {waiting.state !== 'open'
        ? t(`permission.waiting.${waiting.state}`)
        : t('permission.waiting.open', { asked: at(waiting.asked_at), until: at(waiting.ends_at) })}
    </p>
  )
}

/** The button, or in words what is missing for it. */
function AskToCall(props: { room: RoomWhole; again: () => void; mayAsk: boolean }): JSX.Element | null {
  const { permission } = props.room
  const { request } = permission
  const [isOpen, setOpen] = useState(false)
  if (request.reason === 'already_permanent') {
    return null
  }
  if (!request.allowed && request.reason !== null) {
    return (
      <p class="permission-line muted small" data-testid="ask-refused" data-reason={request.reason}>
        {t(`permission.ask.${request.reason}`, { time: at(request.next_allowed_at) })}
      </p>
    )
  }
  if (!props.mayAsk) {
    return permission.state === 'none' ? (
      <p class="permission-line muted small">{t('permission.ask.not_yours')}</p>
    ) : null
  }
  return isOpen ? (
    <AskForm {...props} close={() => setOpen(false)} />
  ) : (
    <button type="button" class="button small permission-ask" data-testid="ask-to-call" onClick={() => setOpen(true)}>
      <Icon of={PhoneForwarded} size={16} />
      {t(permission.waiting === null && permission.state === 'none' ? 'permission.ask' : 'permission.ask.again')}
    </button>
  )
}

function AskForm(props: { room: RoomWhole; again: () => void; close: () => void }): JSX.Element {
  const { room } = props
  const [caption, setCaption] = useState('')
  const change = useChange(props.again)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const text = caption.trim()
    if (text !== '' && (await change.run((key) => requestCallPermission(room.id, text, key)))) {
      permissionChanged(room.id)
      props.close()
    }
  }
  return (
    <form class="button-form" data-testid="ask-form" onSubmit={(event) => void send(event)}>
      {room.permission.request.form === 'template' && (
        <p class="muted small" data-testid="ask-template">
          {t('permission.ask.template')}
        </p>
      )}
      <label>
        <span class="filter-name">{t('permission.ask.caption')}</span>
        <textarea
          class="field"
          rows={2}
          maxLength={1024}
          data-testid="ask-caption"
          placeholder={t('permission.ask.placeholder')}
          value={caption}
          onInput={(event) => setCaption(event.currentTarget.value)}
        />
      </label>
      <span class="button-form-end">
        <button type="button" class="button small" onClick={props.close}>
          {t('permission.ask.cancel')}
        </button>
        <button
          type="submit"
          class="button small accent"
          data-testid="ask-send"
          aria-disabled={change.busy || caption.trim() === ''}
        >
          {t('permission.ask.send')}
        </button>
      </span>
      {change.refusal !== null && <Refused refusal={change.refusal} />}
    </form>
  )
}

/** Where a request in the thread stands (PM-9). */
export function RequestEnd({ request }: { request: NonNullable<RoomMessage['permission_request']> }): JSX.Element {
  const end = Date.parse(request.ends_at)
  const isPast = end <= clock.value
  const words =
    request.state === 'expired' && !isPast
      ? t('permission.request.ended')
      : t(`permission.request.${request.state}`, { time: shortTime(end) })
  return (
    <p class="message-kind small" data-testid="request-state" data-state={request.state} title={exactTime(end)}>
      {words}
    </p>
  )
}

/** What an answer says in words: over the wire it is one. */
export function replyWords(message: RoomMessage): string | null {
  const isReply = message.kind === 'permission_reply' || message.kind === 'permission_change'
  return isReply && (message.text === 'accept' || message.text === 'reject')
    ? t(`permission.reply.${message.text}`)
    : message.text
}
