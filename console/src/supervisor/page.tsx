import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Channels } from '../admin/channels'
import { ChannelsBanner } from '../admin/channels-banner'
import { Channel } from '../admin/channels-form'
import { Call } from './call'
import { Calls } from './calls'
import { done } from './done'
import { Group } from './group-form'
import { Groups } from './groups'
import { Live } from './live'
import { route, type Route } from './route'

const keyOf = (now: Route): string => ('id' in now ? `${now.page} ${now.id ?? ''}` : now.page)

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
    if (now.page !== 'groups') {
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
      <ChannelsBanner />
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
    case 'live':
      return <Live />
    case 'groups':
      return <Groups />
    case 'group':
      return <Group key={now.id} id={now.id} />
    case 'channels':
      return <Channels />
    case 'channel':
      return <Channel key={now.id} id={now.id} />
    case 'desk':
      return null
  }
}
