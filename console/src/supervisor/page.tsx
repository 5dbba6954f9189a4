import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Tokens } from '../admin/tokens'
import { Users } from '../admin/users'
import { Webhook } from '../admin/webhook'
import { Webhooks } from '../admin/webhooks'
import { isAdmin, isSupervisor } from '../desk/role'
import { Refusal } from '../rest'
import { AdmissionBanner } from './admission-banner'
import { AgentPage } from './agent-page'
import { Channels } from '../admin/channels'
import { ChannelsBanner } from '../admin/channels-banner'
import { Channel } from '../admin/channels-form'
import { BalancePage } from '../balance/balance'
import { Call } from './call'
import { Calls } from './calls'
import { done } from './done'
import { Group } from './group-form'
import { Groups } from './groups'
import { Live } from './live'
import { RoomPage } from '../room/page'
import { Rooms } from '../room/rooms'
import { Refused } from './parts'
import { route, type Route } from './route'

const keyOf = (now: Route): string => ('id' in now ? `${now.page} ${now.id ?? ''}` : now.page)

/** Pages that say what was done on the page before. */
const SAY: readonly Route['page'][] = ['groups', 'users', 'webhooks']

/** The list's place on the page, for whoever comes back from one of its calls. */
let listTop = 0

/** The page that the address names, of those that supervisors have. */
export function SupervisorPage(): JSX.Element {
  const now = route.value
  const key = keyOf(now)
  const before = useRef<{ key: string; page: Route['page'] } | null>(null)
  const isBack = now.page === 'calls' && before.current?.page === 'call'
  useEffect(() => {
    // Readers and the keyboard begin where the new page begins; not on the first one, which the browser opens.
    if (before.current !== null && before.current.key !== key) {
      document.getElementById('content')?.focus({ preventScroll: true })
      scrollTo(0, isBack ? listTop : 0)
    }
    before.current = { key, page: now.page }
    if (!SAY.includes(now.page)) {
      done.value = null
    }
    if (now.page !== 'calls') {
      return
    }
    const keep = (): void => {
      if (route.value.page === 'calls') {
        listTop = scrollY
      }
    }
    addEventListener('scrollend', keep)
    return () => removeEventListener('scrollend', keep)
  }, [key])
  return (
    <div class="page" data-testid={`page-${now.page}`}>
      {isSupervisor.value && <AdmissionBanner />}
      {isSupervisor.value && <ChannelsBanner />}
      {open(now, isBack)}
    </div>
  )
}

function open(now: Route, isBack: boolean): JSX.Element | null {
  switch (now.page) {
    case 'calls':
      return <Calls query={now.query} isBack={isBack} />
    case 'call':
      return <Call key={now.id} id={now.id} />
    case 'balance':
      return <BalancePage />
    case 'live':
      return <Live />
    case 'agent':
      return <AgentPage key={now.id} id={now.id} />
    case 'users':
      return forAdmins(<Users />)
    case 'tokens':
      return forAdmins(<Tokens />)
    case 'webhooks':
      return forAdmins(<Webhooks />)
    case 'webhook':
      return forAdmins(<Webhook key={now.id} id={now.id} query={now.query} />)
    case 'groups':
      return <Groups />
    case 'group':
      return <Group key={now.id} id={now.id} />
    case 'rooms':
      return <Rooms query={now.query} />
    case 'room':
      return <RoomPage key={now.id} id={now.id} />
    case 'channels':
      return <Channels />
    case 'channel':
      return <Channel key={now.id} id={now.id} />
    case 'desk':
      return null
  }
}

/** The gateway would refuse them to anybody else: said at once, and nothing is asked. */
const forAdmins = (page: JSX.Element): JSX.Element =>
  isAdmin.value ? page : <Refused refusal={new Refusal(403, 'for_admins')} />
