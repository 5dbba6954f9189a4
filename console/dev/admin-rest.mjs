// What owners and admins ask of the stub: tokens, webhooks and their deliveries, users. With the gateway's refusals.
import { ok, PEOPLE, problem } from './rest.mjs'

const list = (data, hasMore = false) => ok({ object: 'list', data, has_more: hasMore })
const gone = { status: 204, body: null }
const wrong = (name, reason) => problem(400, 'invalid_parameter', [name, reason])
const NAME = 'must be a text of 1 to 100 characters'
const ago = (ms) => new Date(Date.now() - ms).toISOString()

export function startAdmin(settings) {
  const tokens = [...(settings.tokens ?? [])]
  const endpoints = [...(settings.endpoints ?? [])]
  const deliveries = [...(settings.deliveries ?? [])]
  const users = settings.users ?? Object.keys(PEOPLE).map((id) => user(id, ...PEOPLE[id]))
  let made = 0

  function user(id, name, role) {
    return { object: 'user', id, name, role, disabled: false, may_call: true, last_seen_at: id === 'citra' ? null : ago(7_200_000) }
  }

  const isInCharge = (one) => !one.disabled && ['owner', 'admin'].includes(one.role)

  function api_tokens(method, id, body) {
    if (method === 'GET') {
      return list(tokens)
    }
    if (method === 'DELETE') {
      tokens.splice(tokens.findIndex((token) => token.id === id), 1)
      return gone
    }
    if (body.name === '') {
      return wrong('name', NAME)
    }
    if (body.scopes.length === 0) {
      return wrong('scopes', 'must be a list of one or more scopes, such as calls:read')
    }
    const token = { object: 'api_token', id: `tok_${++made}`, ...body, created_at: ago(0), last_used_on: null }
    tokens.push(token)
    return ok({ ...token, token: 'dering_EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-EXA' }, 201)
  }

  function webhook_endpoints(method, id, more, query, body) {
    const place = endpoints.findIndex((endpoint) => endpoint.id === id)
    if (id !== undefined && place < 0) {
      return problem(404, 'not_found')
    }
    if (more === 'deliveries') {
      const found = deliveries.filter(({ state }) => query.get('state') === null || query.get('state') === state)
      const after = query.get('starting_after')
      const begin = after === null ? 0 : found.findIndex(({ event }) => event === after) + 1
      const limit = Number(query.get('limit') ?? 20)
      return list(found.slice(begin, begin + limit), begin + limit < found.length)
    }
    if (more === 'replay') {
      const again = deliveries.filter((one) => (body.event === undefined ? one.state === 'dead' : one.event === body.event))
      again.forEach((one) => Object.assign(one, { state: 'waiting', due_at: ago(0) }))
      return ok({ object: 'webhook_replay', deliveries: again.length })
    }
    if (more === 'rotate_secret') {
      return ok({ ...endpoints[place], secret: 'whsec_ROTATEDROTATEDROTATED', previous_secret_until: ago(-86_400_000) })
    }
    if (method === 'GET') {
      return list(endpoints)
    }
    if (method === 'DELETE') {
      endpoints.splice(place, 1)
      return gone
    }
    if (body.url !== undefined && !/^https:\/\/[^/]/.test(body.url)) {
      return wrong('url', 'must be an absolute URL that begins with https://')
    }
    if (method === 'PATCH') {
      Object.assign(endpoints[place], body)
      return ok(endpoints[place])
    }
    const endpoint = { object: 'webhook_endpoint', id: `whe_${++made}`, types: [], ...body, enabled: true, created_at: ago(0) }
    endpoints.push(endpoint)
    return ok({ ...endpoint, secret: 'whsec_EXAMPLEEXAMPLEEXAMPLEEXAMPLE' }, 201)
  }

  function people(method, id, body) {
    if (method === 'GET') {
      return list(users)
    }
    if (body.name === '') {
      return wrong('name', NAME)
    }
    if (method === 'POST') {
      if (users.some((one) => one.id === body.id)) {
        return problem(409, 'conflict', ['id', 'belongs to somebody else of this account'])
      }
      const added = { ...user(body.id ?? `user_${++made}`, body.name, body.role), last_seen_at: null }
      users.push(added)
      return ok(added, 201)
    }
    const known = users.find((one) => one.id === id)
    if (known === undefined) {
      return problem(404, 'not_found')
    }
    const after = { ...known, ...body }
    if (isInCharge(known) && !isInCharge(after) && users.filter(isInCharge).length === 1) {
      const field = after.disabled ? 'disabled' : 'role'
      return problem(409, 'conflict', [field, 'is the last owner or admin; make another one first'])
    }
    return ok(Object.assign(known, body))
  }

  /** Or null, where nothing is at this address. */
  return (method, path, query, body) => {
    const [, , collection, id, more] = path.split('/')
    switch (collection) {
      case 'api_tokens':
        return api_tokens(method, id, body)
      case 'webhook_endpoints':
        return webhook_endpoints(method, id, more, query, body)
      case 'users':
        return people(method, id, body)
      case 'agent_tokens': {
        const agent = users.find((one) => one.id === body.agent)
        return ok({ object: 'agent_token', agent: { id: agent.id, name: agent.name }, role: agent.role, expires_at: ago(-3_600_000), token: 'eyJ.EXAMPLE.token' }, 201)
      }
      default:
        return null
    }
  }
}
