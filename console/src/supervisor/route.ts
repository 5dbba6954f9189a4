import { signal } from '@preact/signals'

/**
 * Which page is open: it stands behind the `#`, so that it survives a reload, goes back with the browser,
 * can be sent to a colleague, and never interrupts a call, as leaving the document would.
 */
export type Route =
  | { page: 'desk' }
  | { page: 'calls'; query: URLSearchParams }
  | { page: 'call'; id: string }
  | { page: 'balance' }
  | { page: 'live' }
  | { page: 'agent'; id: string }
  | { page: 'users' }
  | { page: 'tokens' }
  | { page: 'webhooks' }
  | { page: 'webhook'; id: string; query: URLSearchParams }
  | { page: 'groups' }
  | { page: 'group'; id: string | null }
  | { page: 'rooms'; query: URLSearchParams }
  | { page: 'room'; id: string }
  | { page: 'channels' }
  | { page: 'channel'; id: string }

export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2)
  const [, page = '', id] = path.split('/')
  switch (page) {
    case 'calls':
      return id === undefined || id === ''
        ? { page: 'calls', query: new URLSearchParams(search) }
        : { page: 'call', id: decoded(id) }
    case 'rooms':
      return id === undefined || id === ''
        ? { page: 'rooms', query: new URLSearchParams(search) }
        : { page: 'room', id: decoded(id) }
    case 'live':
      return id === undefined || id === '' ? { page: 'live' } : { page: 'agent', id: decoded(id) }
    case 'balance':
    case 'users':
    case 'tokens':
      return { page }
    case 'webhooks':
      return id === undefined || id === ''
        ? { page: 'webhooks' }
        : { page: 'webhook', id: decoded(id), query: new URLSearchParams(search) }
    case 'groups':
      if (id === undefined || id === '') {
        return { page: 'groups' }
      }
      return { page: 'group', id: id === 'new' ? null : decoded(id) }
    case 'channels':
      return id === undefined || id === '' ? { page: 'channels' } : { page: 'channel', id: decoded(id) }
    default:
      return { page: 'desk' }
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const route = signal<Route>(routeOf(globalThis.location?.hash ?? ''))

/** After an address was changed without an event. */
export function readRoute(): void {
  route.value = routeOf(location.hash)
}

globalThis.addEventListener?.('hashchange', readRoute)

export const hrefOf = {
  desk: '#/',
  calls: '#/calls',
  rooms: '#/rooms',
  live: '#/live',
  balance: '#/balance',
  users: '#/users',
  tokens: '#/tokens',
  webhooks: '#/webhooks',
  groups: '#/groups',
  newGroup: '#/groups/new',
  agent: (id: string): string => `#/live/${encodeURIComponent(id)}`,
  webhook: (id: string, state = ''): string =>
    `#/webhooks/${encodeURIComponent(id)}${state === '' ? '' : `?state=${state}`}`,
  channels: '#/channels',
  channel: (id: string): string => `#/channels/${encodeURIComponent(id)}`,
  call: (id: string): string => `#/calls/${encodeURIComponent(id)}`,
  room: (id: string): string => `#/rooms/${encodeURIComponent(id)}`,
  group: (id: string): string => `#/groups/${encodeURIComponent(id)}`,
}

/** The filters of the list into the address; each keystroke is no step of its own to go back over. */
export function replaceQuery(query: URLSearchParams, list: string = hrefOf.calls): void {
  const search = query.toString()
  history.replaceState(history.state, '', `${list}${search === '' ? '' : `?${search}`}`)
  readRoute()
}
