// What the stub shows under "What Meta sees": the shapes of Meta's own requests, cut short.
const PHONE_NUMBER_ID = '100000000000001'
const GRAPH = `/sandbox/graph/${PHONE_NUMBER_ID}/calls`
const SESSION = { sdp_type: 'offer', sdp: 'v=0\r\no=- 7602563789789945080 2 IN IP4 127.0.0.1\r\n…' }

function webhook(title, value) {
  return {
    kind: 'webhook',
    title,
    method: 'POST',
    path: '/meta/webhook',
    status: 200,
    request: {
      object: 'whatsapp_business_account',
      entry: [{ id: '100000000000002', changes: [{ field: 'calls', value }] }],
    },
    response: '',
  }
}

function graph(action, call, session) {
  return {
    kind: 'graph',
    title: action,
    method: 'POST',
    path: GRAPH,
    status: 200,
    request: {
      messaging_product: 'whatsapp',
      call_id: call.id,
      action,
      ...(session === undefined ? {} : { session }),
    },
    response: { messaging_product: 'whatsapp', success: true },
  }
}

export function exchangesOf(kind, phase, call) {
  const facts = { id: call.id, from: call.customer.number, to: '622150000001' }
  switch (kind) {
    case 'connect':
      return [
        webhook('connect', {
          messaging_product: 'whatsapp',
          metadata: { display_phone_number: '622150000001', phone_number_id: PHONE_NUMBER_ID },
          contacts: [{ profile: { name: call.customer.name }, wa_id: call.customer.number }],
          calls: [
            { ...facts, event: 'connect', timestamp: '1762216151', direction: 'USER_INITIATED', session: SESSION },
          ],
        }),
      ]
    case 'pre_accept':
    case 'accept':
      return [graph(kind, call, { ...SESSION, sdp_type: 'answer' })]
    default:
      return [
        ...(phase === 'answered' ? [] : [{ ...graph('reject', call), status: 400, response: { error: { message: '(#138001) Call is no longer ringing', code: 138001, fbtrace_id: 'Aq1' } } }]),
        webhook('terminate', {
          messaging_product: 'whatsapp',
          calls: [
            { ...facts, event: 'terminate', status: phase === 'answered' ? 'COMPLETED' : 'FAILED' },
          ],
        }),
      ]
  }
}
