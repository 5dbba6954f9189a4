import { Voicemail } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { RoomMessage } from '../api'
import { isSupervisor } from '../desk/role'
import { exactTime, shortTime, t, words } from '../i18n'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { replyWords, RequestEnd } from './permission'
import { Recording } from './recording'

/** What was written and recorded, the newest at the bottom, where the eye is while somebody talks. */
export function Thread(props: {
  room: string
  messages: readonly RoomMessage[]
  hasMore: boolean
  name: string
  children?: ComponentChildren
}): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const newest = props.messages[0]?.id
  useLayoutEffect(() => {
    list.current?.scrollTo(0, list.current.scrollHeight)
  }, [newest])
  return (
    <section class="card room-thread" aria-labelledby={`thread-${props.room}`} data-testid="thread">
      <h2 id={`thread-${props.room}`} class="card-title">
        {t('room.messages')}
      </h2>
      {props.messages.length === 0 ? (
        <p class="muted room-quiet">{t('room.messages.none')}</p>
      ) : (
        <ol class="messages" ref={list} tabIndex={0} aria-labelledby={`thread-${props.room}`}>
          {props.hasMore && <li class="muted small messages-more">{t('room.messages.newest')}</li>}
          {[...props.messages].reverse().map((message) => (
            <Message key={message.id} room={props.room} message={message} name={props.name} />
          ))}
        </ol>
      )}
      {props.children}
    </section>
  )
}

function Message(props: { room: string; message: RoomMessage; name: string }): JSX.Element {
  const { message } = props
  const at = Date.parse(message.sent_at)
  const text = replyWords(message)
  const isVoicemail = message.kind === 'voicemail'
  const kind = words('room.kind', message.kind)
  return (
    <li
      class="message"
      data-testid="message"
      data-direction={message.direction}
      data-kind={message.kind}
    >
      <span class="sr-only">
        {message.direction === 'inbound' ? props.name : t('room.message.you')}:{' '}
      </span>
      {message.kind !== 'text' && (
        <p class="message-kind small">
          {isVoicemail && <Icon of={Voicemail} size={16} />}
          <span class="strong">{kind}</span>
          {isVoicemail && (
            <span class="muted">
              {' · '}
              {message.call !== null && isSupervisor.value ? (
                <a href={hrefOf.call(message.call)} data-testid="voicemail-call">
                  {t('media.of_call')}
                </a>
              ) : (
                t('media.of_call')
              )}
            </span>
          )}
        </p>
      )}
      {text !== null && (
        <p class="message-text">
          <bdi>{text}</bdi>
        </p>
      )}
      {message.permission_request !== null && message.permission_request !== undefined && (
        <RequestEnd request={message.permission_request} />
      )}
      {message.media !== null && <Recording room={props.room} media={message.media} name={kind} />}
      <p class="message-end muted small">
        <time dateTime={message.sent_at} title={exactTime(at)}>
          {shortTime(at)}
        </time>
        {message.by !== null && (
          <span>
            {' · '}
            <bdi>{message.by.name}</bdi>
          </span>
        )}
        {message.status !== null && <span> · {words('room.status', message.status)}</span>}
      </p>
    </li>
  )
}
