/** The REST API as the pages use it: the only place that knows addresses, headers and problem details. */
import type {
  Admission,
  AgentHistory,
  AgentList,
  AgentToken,
  CallExplanation,
  CallNotPlaced,
  CallPage,
  CallQuality,
  CallQuery,
  CallStory,
  CallWish,
  Channel,
  ChannelList,
  ChannelWish,
  PlacedCall,
  PushDevice,
  PushDeviceWish,
  PushKey,
  RingGroup,
  RingGroupList,
  RingGroupWish,
  CallButton,
  CallPermission,
  CallingLimits,
  RoomLabel,
  RoomListQuery,
  RoomMessage,
  RoomMessagePage,
  RoomNote,
  RoomPage,
  RoomWhole,
  Statistics,
} from './api'

export interface RateFault {
  line: number
  column: string | null
  rule: string
  detail: string
}

/** The gateway said no, or (`status` 0) nothing at all. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string | null = null,
    readonly fields: readonly { name: string; reason: string }[] = [],
    /** Of a call that was not placed: why, and when the same one is possible. */
    readonly why: { reason: string; nextAt: number | null } | null = null,
    /** Of a rate card, by line. */
    readonly faults: readonly RateFault[] = [],
  ) {
    super(`${status} ${code}`)
  }
}

let bearer: string | null = null

/** The session token that requests carry from now on; `null` under `dev`, which asks for none. */
export function authorize(token: string | null): void {
  bearer = token
}

interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: object
  signal?: AbortSignal
  accept?: string
  headers?: Record<string, string>
}

/** For the other files of addresses (`admin/rest.ts`). */
export async function ask(path: string, asked: Asked = {}): Promise<Response> {
  const { method = 'GET', body, signal = null, accept = 'application/json' } = asked
  const headers: Record<string, string> = { accept, ...asked.headers }
  if (bearer !== null) {
    headers['authorization'] = `Bearer ${bearer}`
  }
  if (body !== undefined) {
    headers['content-type'] = 'application/json'
  }
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined ? null : JSON.stringify(body),
    })
  } catch (error) {
    if (signal?.aborted === true) {
      throw error
    }
    throw new Refusal(0, 'unreachable')
  }
  if (!response.ok) {
    throw await refusalOf(response)
  }
  return response
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Partial<CallNotPlaced> & {
    faults?: RateFault[]
  }
  return new Refusal(
    response.status,
    problem.code ?? 'failed',
    problem.detail ?? null,
    problem.fields ?? [],
    problem.reason === undefined
      ? null
      : {
          reason: problem.reason,
          nextAt: problem.next_allowed_at === undefined ? null : Date.parse(problem.next_allowed_at),
        },
    problem.faults ?? [],
  )
}

export const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await (await ask(path, signal === undefined ? {} : { signal })).json()) as T

export function withQuery(path: string, query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? path : `${path}?${search}`
}

export const one = (collection: string, id: string): string => `${collection}/${encodeURIComponent(id)}`

export const listCalls = (query: CallQuery, signal?: AbortSignal): Promise<CallPage> =>
  read(withQuery('/v1/calls', query), signal)

/** All that the filters find, however many; the browser keeps the file, the page does not. */
export const exportCalls = async (query: CallQuery): Promise<Blob> =>
  (await ask(withQuery('/v1/calls.csv', query), { accept: 'text/csv' })).blob()

export const getCall = (id: string, signal?: AbortSignal): Promise<CallStory> =>
  read(one('/v1/calls', id), signal)

export const explainCall = (id: string, signal?: AbortSignal): Promise<CallExplanation> =>
  read(`${one('/v1/calls', id)}/explain`, signal)

export const getCallQuality = (id: string, signal?: AbortSignal): Promise<CallQuality> =>
  read(`${one('/v1/calls', id)}/quality`, signal)

/** `dayFrom`: when today began for the reader. */
export const getStatistics = (dayFrom: string, signal?: AbortSignal): Promise<Statistics> =>
  read(withQuery('/v1/statistics', { day_from: dayFrom }), signal)

export const getAdmission = (signal?: AbortSignal): Promise<Admission> => read('/v1/admission', signal)

export const listAgentHistory = (id: string, after: string | null, signal?: AbortSignal): Promise<AgentHistory> =>
  read(withQuery(`${one('/v1/agents', id)}/history`, { limit: 50, starting_after: after ?? '' }), signal)

export const listAgents = (signal?: AbortSignal): Promise<AgentList> => read('/v1/agents', signal)

export const listRingGroups = (signal?: AbortSignal): Promise<RingGroupList> =>
  read('/v1/ring_groups', signal)

/** `key` is the form's own: pressed twice, or again after a lost answer, it makes one group. */
export const createRingGroup = async (wish: RingGroupWish, key: string): Promise<RingGroup> => {
  const headers = { 'idempotency-key': key }
  const response = await ask('/v1/ring_groups', { method: 'POST', body: wish, headers })
  return (await response.json()) as RingGroup
}

export const replaceRingGroup = async (id: string, wish: RingGroupWish): Promise<RingGroup> =>
  (await (await ask(one('/v1/ring_groups', id), { method: 'PUT', body: wish })).json()) as RingGroup

export const deleteRingGroup = async (id: string): Promise<void> =>
  void (await ask(one('/v1/ring_groups', id), { method: 'DELETE' }))

export const listRooms = (query: RoomListQuery, signal?: AbortSignal): Promise<RoomPage> =>
  read(withQuery('/v1/rooms', query), signal)

export const getRoom = (id: string, signal?: AbortSignal): Promise<RoomWhole> =>
  read(one('/v1/rooms', id), signal)

export const listRoomMessages = (id: string, signal?: AbortSignal): Promise<RoomMessagePage> =>
  read(`${one('/v1/rooms', id)}/messages?limit=50`, signal)

/** A recording; a player cannot send the token of the session by itself. */
export const roomMedia = async (room: string, media: string): Promise<Blob> =>
  (await ask(`${one('/v1/rooms', room)}/media/${encodeURIComponent(media)}`, { accept: '*/*' })).blob()

/** A change of a room; `key` is that of one press, so that an answer that was lost does nothing twice. */
const change = async <T>(path: string, body: object | undefined, key: string): Promise<T> => {
  const headers = { 'idempotency-key': key }
  const asked = body === undefined ? { method: 'POST' as const, headers } : { method: 'POST' as const, headers, body }
  return (await (await ask(path, asked)).json()) as T
}

/** Calls a customer: `key` is that of one press, so that a lost answer rings nobody twice. */
export const placeCall = (wish: CallWish, key: string): Promise<PlacedCall> => change('/v1/calls', wish, key)

export const takeOverRoom = (id: string, agent: string, key: string): Promise<RoomWhole> =>
  change(`${one('/v1/rooms', id)}/take_over`, { agent }, key)

export const resolveRoom = (id: string, key: string): Promise<RoomWhole> =>
  change(`${one('/v1/rooms', id)}/resolve`, undefined, key)

/** Away from the lists of daily work, until the customer writes (RM-5). */
export const archiveRoom = (id: string, key: string): Promise<RoomWhole> =>
  change(`${one('/v1/rooms', id)}/archive`, undefined, key)

export const unarchiveRoom = (id: string, key: string): Promise<RoomWhole> =>
  change(`${one('/v1/rooms', id)}/unarchive`, undefined, key)

export const assignRoom = (id: string, agents: readonly string[], key: string): Promise<RoomWhole> =>
  change(`${one('/v1/rooms', id)}/assign`, { agents }, key)

/** All labels of the room from now on. */
export const setRoomLabels = async (id: string, labels: readonly RoomLabel[]): Promise<RoomWhole> =>
  (await (await ask(`${one('/v1/rooms', id)}/labels`, { method: 'PUT', body: { labels } })).json()) as RoomWhole

export const sendCallButton = (id: string, button: CallButton, key: string): Promise<RoomMessage> =>
  change(`${one('/v1/rooms', id)}/call_button`, button, key)

export const requestCallPermission = (id: string, caption: string, key: string): Promise<CallPermission> =>
  change(`${one('/v1/rooms', id)}/permission-requests`, { caption }, key)

export const getCallingLimits = (signal?: AbortSignal): Promise<CallingLimits> =>
  read('/v1/calling-limits', signal)

export const addRoomNote = (id: string, text: string, key: string): Promise<RoomNote> =>
  change(`${one('/v1/rooms', id)}/notes`, { text }, key)

/** Under `dev` a page of this machine may ask for the token of whom it signs in; `null` where it gets none. */
export async function developmentToken(agent: string): Promise<AgentToken | null> {
  try {
    const response = await ask('/v1/agent_tokens', { method: 'POST', body: { agent } })
    return (await response.json()) as AgentToken
  } catch {
    return null
  }
}
export const getPushKey = (): Promise<PushKey> => read('/v1/push_key')

export const addPushDevice = async (wish: PushDeviceWish): Promise<PushDevice> =>
  (await (await ask('/v1/push_devices', { method: 'POST', body: wish })).json()) as PushDevice

export const removePushDevice = async (id: string): Promise<void> =>
  void (await ask(one('/v1/push_devices', id), { method: 'DELETE' }))
export const listChannels = (signal?: AbortSignal): Promise<ChannelList> => read('/v1/channels', signal)

export const replaceChannel = async (id: string, wish: ChannelWish): Promise<Channel> =>
  (await (await ask(one('/v1/channels', id), { method: 'PUT', body: wish })).json()) as Channel

/** `key` is the press's own: sent again after a lost answer, it writes once. */
export const writeChannelToMeta = async (id: string, key: string): Promise<Channel> => {
  const headers = { 'idempotency-key': key }
  return (await (await ask(`${one('/v1/channels', id)}/write_to_meta`, { method: 'POST', headers })).json()) as Channel
}
