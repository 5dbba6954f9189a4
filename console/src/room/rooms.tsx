import { ChevronDown, MessagesSquare, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Room, RoomListQuery } from '../api'
import { isSupervisor } from '../desk/role'
import { welcome } from '../desk/store'
import { ago, exactTime, phoneNumber, t } from '../i18n'
import { listRooms } from '../rest'
import { asRefusal } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf, replaceQuery } from '../supervisor/route'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { Label } from './labels'
import { nameOfRoom, State } from './room'
import { learnChannels, useRoomChannels } from './room-channels'
import type { Refusal } from '../rest'

const LISTS = ['mine', 'all', 'unassigned', 'archived'] as const
const STATES = ['open', 'answered', 'resolved'] as const
const FILTERS = ['status', 'label', 'channel', 'from', 'to', 'name'] as const
const EVERY_MS = 5000
const PAGE = 30

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

function questionOf(list: Which, filters: Record<string, string>, cursor?: string): RoomListQuery {
  const me = welcome.value?.agent.id
  const status = STATES.find((state) => state === filters['status'])
  const from = instant(filters['from'])
  const to = instant(filters['to'])
  return {
    limit: PAGE,
    ...(list === 'unassigned' || list === 'archived' ? { list } : {}),
    ...(list === 'mine' && me !== undefined ? { agent: me } : {}),
    ...(status === undefined ? {} : { status }),
    ...(filters['label'] === undefined ? {} : { label: filters['label'] }),
    ...(filters['channel'] !== undefined && /^\d{1,32}$/.test(filters['channel']) ? { channel: filters['channel'] } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(filters['name'] === undefined ? {} : { name: filters['name'] }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

interface Shown {
  key: string
  rooms: readonly Room[]
  next: string | null
  refusal: Refusal | null
}

/** Mine, all, unassigned and archived rooms, the last one touched first (RM-5). */
export function Rooms({ query }: { query: URLSearchParams }): JSX.Element {
  const { list, filters } = asked(query)
  const key = JSON.stringify([list, filters, welcome.value?.agent.id])
  const [shown, setShown] = useState<Shown | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      try {
        const page = await listRooms(questionOf(list, filters), abort.signal)
        learnChannels(page.data)
        setShown((before) =>
          // Older pages that were opened stay as they are; the newest is put before them.
          before?.key === key && before.rooms.length > PAGE
            ? { ...before, rooms: merged(page.data, before.rooms), refusal: null }
            : { key, rooms: page.data, next: page.next_cursor, refusal: null },
        )
      } catch (error) {
        if (!abort.signal.aborted) {
          setShown((before) => ({
            key,
            rooms: before?.key === key ? before.rooms : [],
            next: null,
            refusal: asRefusal(error),
          }))
        }
      }
      if (!abort.signal.aborted) {
        timer = setTimeout(() => void look(), EVERY_MS)
      }
    }
    void look()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [key, turn])
  const there = shown?.key === key ? shown : null
  const older = async (): Promise<void> => {
    if (there?.next !== null && there?.next !== undefined) {
      try {
        const page = await listRooms(questionOf(list, filters, there.next))
        setShown({ ...there, rooms: merged(there.rooms, page.data), next: page.next_cursor })
      } catch (error) {
        setShown({ ...there, refusal: asRefusal(error) })
      }
    }
  }
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
          <Refused refusal={there.refusal} again={() => setTurn((before) => before + 1)} />
        )}
        {there !== null && there.refusal === null && there.rooms.length === 0 && (
          <Empty
            icon={MessagesSquare}
            title={t('rooms.none')}
            text={t(Object.keys(filters).length > 0 ? 'rooms.none.text' : EMPTY[list])}
          />
        )}
        {there !== null && there.rooms.length > 0 && (
          <ol data-testid="rooms">
            {there.rooms.map((room) => (
              <Row key={room.id} room={room} />
            ))}
          </ol>
        )}
        {there?.next != null && (
          <div class="calls-end">
            <button type="button" class="button" data-testid="more" onClick={() => void older()}>
              <Icon of={ChevronDown} size={16} />
              {t('rooms.more')}
            </button>
          </div>
        )}
      </section>
    </>
  )
}

function merged(first: readonly Room[], then: readonly Room[]): Room[] {
  const known = new Set(first.map((room) => room.id))
  return [...first, ...then.filter((room) => !known.has(room.id))].slice(0, 500)
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
    <label class="filter">
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
        <button type="button" class="button" data-testid="clear" onClick={() => go(list, {})}>
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
        <span class="call-who">
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
