import { Cost } from '../balance/cost'
import { Archive, ArchiveRestore, CircleCheck, MessageCircleOff, UserRoundCheck } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Room as RoomFacts, RoomWhole } from '../api'
import { mayCallFrom, permissionChanged } from '../desk/dial'
import { CallCustomer, NotCalled } from '../desk/dial-box'
import { isSupervisor } from '../desk/role'
import { welcome } from '../desk/store'
import { exactTime, phoneNumber, shortTime, t } from '../i18n'
import { archiveRoom, resolveRoom, takeOverRoom, unarchiveRoom } from '../rest'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { now as clock } from '../ui/clock'
import { Icon } from '../ui/icon'
import { Assign, AssignButton } from './assign'
import { CallButton } from './call-button'
import { Facts, Notes, RoomCalls, Sessions } from './facts'
import { Label, Labels } from './labels'
import { Permission } from './permission'
import { useChange, useRoom } from './room-state'
import { Thread } from './thread'

/** An agent writes into rooms that are assigned to that agent; the gateway decides by itself. */
const mayWrite = (room: RoomFacts): boolean =>
  isSupervisor.value || room.agents.some((agent) => agent.id === welcome.value?.agent.id)

export const nameOfRoom = (room: RoomFacts): string =>
  room.customer.name ?? (phoneNumber(room.customer.number ?? undefined) || t('room.unnamed'))

/** One customer's conversation with one number, and what is known around it (RM-4). */
export function Room(props: {
  id: string
  /** Whether it is all of the page, which then bears the customer's name. */
  isPage?: boolean
  payload?: string | null
  tools?: ComponentChildren
}): JSX.Element {
  const { now, again } = useRoom(props.id)
  if (now.state === 'loading') {
    return (
      <div class="card">
        <Skeleton rows={5} kind="row" />
      </div>
    )
  }
  if (now.state === 'refused') {
    return now.refusal.status === 404 || now.refusal.status === 400 ? (
      <div class="card">
        <Empty icon={MessageCircleOff} title={t('room.unknown')} text={t('room.unknown.text')} />
      </div>
    ) : (
      <Refused refusal={now.refusal} again={again} />
    )
  }
  const { room } = now
  return (
    <div class="room" data-testid="room" data-room={room.id} data-state={room.state} data-archived={room.archived}>
      <Head
        key={room.id}
        room={room}
        again={again}
        isPage={props.isPage ?? false}
        payload={props.payload ?? null}
        tools={props.tools}
      />
      <div class="room-columns">
        <Thread room={room.id} messages={now.messages} hasMore={now.hasMore} name={nameOfRoom(room)}>
          {mayWrite(room) && <CallButton key={room.id} room={room} again={again} />}
        </Thread>
        <div class="desk-column">
          <Permission key={`permission-${room.id}`} room={room} again={again} mayAsk={mayWrite(room) && mayCallFrom(room.channel)}>
            {mayWrite(room) && mayCallFrom(room.channel) && <Cost room={room.id} />}
          </Permission>
          <Notes key={room.id} room={room} name={nameOfRoom(room)} again={again} />
          <Labels key={`labels-${room.id}`} room={room} again={again} />
          <Facts room={room} name={nameOfRoom(room)} mayCall={mayWrite(room)} />
          <RoomCalls room={room} />
          <Sessions room={room} />
        </div>
      </div>
    </div>
  )
}

function Head(props: {
  room: RoomWhole
  again: () => void
  isPage: boolean
  payload: string | null
  tools?: ComponentChildren
}): JSX.Element {
  const { room } = props
  const [isOpen, setOpen] = useState(false)
  const mayCall = room.permission.call.allowed
  useEffect(() => {
    if (mayCall) {
      permissionChanged(room.id)
    }
  }, [room.id, mayCall])
  const name = nameOfRoom(room)
  const Name = props.isPage ? 'h1' : 'h2'
  return (
    <header class="card room-head">
      <span class="avatar big" aria-hidden="true">
        {name.replace('+', '').charAt(0).toUpperCase()}
      </span>
      <div class="room-who">
        <Name class="room-name" title={name}>
          <bdi>{name}</bdi>
        </Name>
        <p class="room-chips">
          <State room={room} />
          {room.labels.map((label) => (
            <Label key={label.name} name={label.name} colour={label.colour} />
          ))}
        </p>
        <Window room={room} />
        {props.payload !== null && (
          <p class="small room-payload" data-testid="payload">
            {t('room.payload', { payload: props.payload })}
          </p>
        )}
      </div>
      <NotCalled from={room.id} />
      <Actions room={room} again={props.again} isOpen={isOpen} toggle={() => setOpen(!isOpen)} />
      {props.tools}
      {isOpen && room.state !== 'resolved' && (
        <Assign room={room} again={props.again} close={() => setOpen(false)} />
      )}
    </header>
  )
}

export function State({ room }: { room: RoomFacts }): JSX.Element {
  return (
    <>
      <StateChip room={room} />
      {room.archived && (
        <span class="chip" data-testid="room-archived">
          <Icon of={Archive} size={12} />
          {t('room.archived')}
        </span>
      )}
    </>
  )
}

function StateChip({ room }: { room: RoomFacts }): JSX.Element {
  return (
    <span class="chip" data-testid="room-state" data-state={room.state}>
      {t(`room.state.${room.state}`)}
      {room.agents.length > 0 && (
        <>
          {' · '}
          <bdi>{room.agents.map((agent) => agent.name).join(', ')}</bdi>
        </>
      )}
    </span>
  )
}

/** How long the customer may be sent something: for 24 hours since they wrote, or called. */
function Window({ room }: { room: RoomWhole }): JSX.Element | null {
  const called = room.calls.filter(({ direction }) => direction === 'inbound').map(({ started_at: at }) => Date.parse(at))
  const ends = called.map((at) => at + WINDOW_MS)
  const end = Math.max(room.window_ends_at === null ? 0 : Date.parse(room.window_ends_at), ...ends)
  if (end === 0) {
    return null
  }
  const isOpen = end > clock.value
  return (
    <p class="muted small" data-testid="window" data-open={isOpen} title={exactTime(end)}>
      {isOpen ? t('room.window.open', { time: shortTime(end) }) : t('room.window.closed')}
    </p>
  )
}

const WINDOW_MS = 86_400_000

interface Doing {
  room: RoomWhole
  again: () => void
  /** Whether it is being chosen who handles the room. */
  isOpen: boolean
  toggle: () => void
}

/** What the one at this desk may do now; the gateway decides by itself. */
function Actions({ room, again, isOpen, toggle }: Doing): JSX.Element | null {
  const change = useChange(again)
  const me = welcome.value?.agent.id
  if (me === undefined) {
    return null
  }
  const isMine = room.agents.some((agent) => agent.id === me)
  const isAlone = isMine && room.agents.length === 1
  const mayResolve = room.state === 'answered' ? isMine || isSupervisor.value : isSupervisor.value
  return (
    <div class="room-actions">
      {mayWrite(room) && <CallCustomer room={room.id} channel={room.channel} name={nameOfRoom(room)} />}
      {room.state !== 'resolved' && !isAlone && (
        <button
          type="button"
          class="button"
          data-testid="take-over"
          aria-disabled={change.busy}
          onClick={() => void change.run((key) => takeOverRoom(room.id, me, key))}
        >
          <Icon of={UserRoundCheck} size={16} />
          {t(room.state === 'answered' ? 'room.take_over' : 'room.take')}
        </button>
      )}
      {room.state !== 'resolved' && mayResolve && (
        <button
          type="button"
          class="button"
          data-testid="resolve"
          aria-disabled={change.busy}
          onClick={() => void change.run((key) => resolveRoom(room.id, key))}
        >
          <Icon of={CircleCheck} size={16} />
          {t('room.resolve')}
        </button>
      )}
      {isSupervisor.value && room.state !== 'resolved' && <AssignButton {...{ room, isOpen, toggle }} />}
      {isSupervisor.value && room.state !== 'answered' && (
        <button
          type="button"
          class="button"
          data-testid={room.archived ? 'unarchive' : 'archive'}
          aria-disabled={change.busy}
          onClick={() => void change.run((key) => (room.archived ? unarchiveRoom : archiveRoom)(room.id, key))}
        >
          <Icon of={room.archived ? ArchiveRestore : Archive} size={16} />
          {t(room.archived ? 'room.unarchive' : 'room.archive')}
        </button>
      )}
      {change.refusal !== null && <Refused refusal={change.refusal} />}
    </div>
  )
}
