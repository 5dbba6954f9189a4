import { signal } from '@preact/signals'

/**
 * Which page is open: it stands behind the `#`, so that it survives a reload, goes back with the browser,
 * can be sent to a colleague, and never interrupts a call, as leaving the document would.
 */
export type Route =
  | { page: 'desk' }
  | { page: 'calls'; query: URLSearchParams }
  | { page: 'call'; id: string }
  | { page: 'live' }
  | { page: 'groups' }
  | { page: 'group'; id: string | null }
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
    case 'live':
      return { page: 'live' }
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
  live: '#/live',
  groups: '#/groups',
  newGroup: '#/groups/new',
  channels: '#/channels',
  channel: (id: string): string => `#/channels/${encodeURIComponent(id)}`,
  call: (id: string): string => `#/calls/${encodeURIComponent(id)}`,
  group: (id: string): string => `#/groups/${encodeURIComponent(id)}`,
}

/** The filters of the list into the address; each keystroke is no step of its own to go back over. */
export function replaceQuery(query: URLSearchParams): void {
  const search = query.toString()
  history.replaceState(history.state, '', `${hrefOf.calls}${search === '' ? '' : `?${search}`}`)
  readRoute()
}
