import { ArrowUpToLine, ChevronDown, MessagesSquare, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Room, RoomListQuery } from '../api'
import { isSupervisor } from '../desk/role'
import { welcome } from '../desk/store'
import { ago, exactTime, phoneNumber, t } from '../i18n'
import { listRooms } from '../rest'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf, replaceQuery } from '../supervisor/route'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { Label } from './labels'
import { nameOfRoom, State } from './room'
import { learnChannels, useRoomChannels } from './room-channels'
import { RoomList, type RoomsShown } from './room-list'

const LISTS = ['mine', 'all', 'unassigned', 'archived'] as const
const STATES = ['open', 'answered', 'resolved'] as const
const FILTERS = ['status', 'label', 'channel', 'from', 'to', 'name'] as const
const EVERY_MS = 5000

type Which = (typeof LISTS)[number]

const EMPTY = {
  mine: 'rooms.none.mine',
  all: 'rooms.none.text',
  unassigned: 'rooms.none.text',
  archived: 'rooms.none.archived',
} as const

/** The address says which list and which filters (RM-5): it survives a reload and can be sent to a colleague. */
function asked(query: URLSearchParams): { list: Which; filters: Record<string, string> } {
  const word = query.get('list')
  const list = LISTS.find((one) => one === word) ?? (isSupervisor.value ? 'all' : 'mine')
  const filters: Record<string, string> = {}
  for (const name of FILTERS) {
    const value = query.get(name)
    if (value !== null && value !== '') {
      filters[name] = value
    }
  }
  return { list, filters }
}

/** Local date-time of a field to the instant that the API takes; what is no time is left out. */
function instant(local: string | undefined): string | undefined {
  const at = local === undefined ? Number.NaN : Date.parse(local)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function questionOf(list: Which, filters: Record<string, string>): RoomListQuery {
  const me = welcome.value?.agent.id
  const status = STATES.find((state) => state === filters['status'])
  const from = instant(filters['from'])
  const to = instant(filters['to'])
  return {
    ...(list === 'unassigned' || list === 'archived' ? { list } : {}),
    ...(list === 'mine' && me !== undefined ? { agent: me } : {}),
    ...(status === undefined ? {} : { status }),
    ...(filters['label'] === undefined ? {} : { label: filters['label'] }),
    ...(filters['channel'] !== undefined && /^\d{1,32}$/.test(filters['channel']) ? { channel: filters['channel'] } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(filters['name'] === undefined ? {} : { name: filters['name'] }),
  }
}

/** What the question finds now, looked at again as long as it shows. */
function useRooms(list: Which, filters: Record<string, string>): RoomList {
  const key = JSON.stringify([list, filters, welcome.value?.agent.id])
  const rooms = useMemo(() => {
    const question = questionOf(list, filters)
    return new RoomList(async (part, abort) => {
      const page = await listRooms({ ...question, ...part }, abort)
      learnChannels(page.data)
      return page
    })
  }, [key])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const look = async (): Promise<void> => {
      await rooms.refresh()
      if (!isOver) {
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
      rooms.stop()
    }
  }, [rooms])
  return rooms
}

/** Mine, all, unassigned and archived rooms, the last one touched first (RM-5). */
export function Rooms({ query }: { query: URLSearchParams }): JSX.Element {
  const { list, filters } = asked(query)
  const rooms = useRooms(list, filters)
  const there = rooms.now.value
  return (
    <>
      <div class="page-head">
        <h1>{t('nav.rooms')}</h1>
        <Lists list={list} filters={filters} />
      </div>
      <Filters list={list} filters={filters} />
      <section class="card rooms" aria-label={t('nav.rooms')} aria-busy={there === null}>
        {there === null && <Skeleton rows={8} kind="row" />}
        {there?.refusal != null && (
          <Refused refusal={there.refusal} again={() => void rooms.refresh()} />
        )}
        {there !== null && there.refusal === null && there.rooms.length === 0 && (
          <Empty
            icon={MessagesSquare}
            title={t('rooms.none')}
            text={t(Object.keys(filters).length > 0 ? 'rooms.none.text' : EMPTY[list])}
          />
        )}
        {there !== null && there.rooms.length > 0 && <Found there={there} list={rooms} />}
      </section>
    </>
  )
}

function Found({ there, list }: { there: RoomsShown; list: RoomList }): JSX.Element {
  return (
    <>
      {there.left > 0 && (
        <div class="calls-left" data-testid="left">
          <span class="muted">{t('calls.left', { count: there.left })}</span>
          <button type="button" class="button small" data-testid="newest" onClick={() => void list.newest()}>
            <Icon of={ArrowUpToLine} size={16} />
            {t('calls.newest')}
          </button>
        </div>
      )}
      <ol data-testid="rooms">
        {there.rooms.map((room) => (
          <Row key={room.id} room={room} />
        ))}
      </ol>
      {there.hasMore && (
        <div class="calls-end">
          <button
            type="button"
            class="button"
            data-testid="more"
            aria-disabled={there.isBusy}
            onClick={() => there.isBusy || void list.older()}
          >
            <Icon of={ChevronDown} size={16} />
            {t(there.isBusy ? 'load.loading' : 'rooms.more')}
          </button>
        </div>
      )}
    </>
  )
}

function go(list: Which, filters: Record<string, string>): void {
  replaceQuery(new URLSearchParams({ list, ...filters }), hrefOf.rooms)
}

function Lists(props: { list: Which; filters: Record<string, string> }): JSX.Element {
  return (
    <div class="segments" role="group" aria-label={t('rooms.list')}>
      {LISTS.map((one) => (
        <button
          key={one}
          type="button"
          class="segment"
          data-testid={`rooms-${one}`}
          aria-pressed={one === props.list}
          onClick={() => go(one, props.filters)}
        >
          {t(`rooms.${one}`)}
        </button>
      ))}
    </div>
  )
}

function Filters({ list, filters }: { list: Which; filters: Record<string, string> }): JSX.Element {
  const set = (name: string, value: string): void => {
    const { [name]: _, ...rest } = filters
    go(list, value === '' ? rest : { ...rest, [name]: value })
  }
  const field = (name: (typeof FILTERS)[number], words: string, isTime = false): JSX.Element => (
    <label class={isTime ? 'filter filter-time' : 'filter'}>
      <span class="filter-name">{words}</span>
      <input
        class="field"
        {...(isTime ? { type: 'datetime-local' as const } : { type: 'text' as const, maxLength: 100 })}
        data-testid={`filter-${name}`}
        value={filters[name] ?? ''}
        onInput={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  )
  return (
    <div class="filters room-filters" role="search" aria-label={t('nav.rooms')}>
      {field('name', t('rooms.search'))}
      <label class="filter">
        <span class="filter-name">{t('rooms.status')}</span>
        <select
          class="field"
          data-testid="filter-status"
          value={filters['status'] ?? ''}
          onChange={(event) => set('status', event.currentTarget.value)}
        >
          <option value="">{t('rooms.status.all')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`room.state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      {field('label', t('rooms.label_filter'))}
      <WhichChannel value={filters['channel'] ?? ''} set={(value) => set('channel', value)} />
      {field('from', t('rooms.from'), true)}
      {field('to', t('rooms.to'), true)}
      {Object.keys(filters).length > 0 && (
        <button type="button" class="button filters-clear" data-testid="clear" onClick={() => go(list, {})}>
          <Icon of={X} size={16} />
          {t('rooms.clear')}
        </button>
      )}
    </div>
  )
}

function WhichChannel(props: { value: string; set: (value: string) => void }): JSX.Element {
  const known = useRoomChannels()
  const isMissing = props.value !== '' && !known.some(([id]) => id === props.value)
  return (
    <label class="filter">
      <span class="filter-name">{t('rooms.channel')}</span>
      <select
        class="field"
        data-testid="filter-channel"
        value={props.value}
        onChange={(event) => props.set(event.currentTarget.value)}
      >
        <option value="">{t('rooms.channel.all')}</option>
        {isMissing && <option value={props.value}>{props.value}</option>}
        {known.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Row({ room }: { room: Room }): JSX.Element {
  const at = Date.parse(room.last_interaction_at)
  const name = nameOfRoom(room)
  const number = phoneNumber(room.customer.number ?? undefined)
  return (
    <li>
      <a class="room-row" href={hrefOf.room(room.id)} data-testid="room-row">
        <span class="avatar" aria-hidden="true">
          {name.replace('+', '').charAt(0).toUpperCase()}
        </span>
        <span class="room-row-who">
          <span class="cut strong" title={name}>
            <bdi>{name}</bdi>
          </span>
          {number !== '' && number !== name && <span class="muted small number">{number}</span>}
        </span>
        <span class="room-chips">
          <State room={room} />
          {room.labels.map((label) => (
            <Label key={label.name} name={label.name} colour={label.colour} />
          ))}
        </span>
        <time class="muted small" dateTime={room.last_interaction_at} title={exactTime(at)}>
          {ago(at, now.value)}
        </time>
      </a>
    </li>
  )
}
