/** The one channel of the stub. */
export const CHANNEL = { id: '100000000000001', name: 'Dering Demo', number: '622150000001' }

/** A call of the log as `config/openapi.yaml` has it. */
export function loggedCall({ id, customer, status, reason, startedAt, talkMs = 0, agent = null, ...more }) {
  const isAnswered = status === 'answered'
  const at = (ms) => new Date(ms).toISOString()
  return {
    object: 'call',
    id,
    channel: CHANNEL.id,
    direction: 'inbound',
    state: 'ended',
    customer: { name: null, number: null, user_id: null, ...customer },
    button_payload: null,
    link_payload: null,
    agent,
    started_at: at(startedAt),
    connected_at: isAnswered ? at(startedAt) : null,
    ended_at: at(startedAt + talkMs),
    status,
    reason,
    ended_by: null,
    ring_ms: null,
    talk_ms: isAnswered ? talkMs : null,
    charge_minor: isAnswered ? 0 : null,
    quality: null,
    meta_error_code: null,
    meta_error_subcode: null,
    ...more,
  }
}
