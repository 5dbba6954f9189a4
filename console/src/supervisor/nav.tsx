import { Headset, History, MessagesSquare, PhoneIncoming, Radar, Settings, UsersRound, Wallet } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isAdmin, isSupervisor } from '../desk/role'
import { language, t, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'
import { hrefOf, route, type Route } from './route'

const WAYS: readonly [string, IconNode, MessageKey, readonly Route['page'][]][] = [
  [hrefOf.desk, Headset, 'nav.desk', ['desk']],
  [hrefOf.rooms, MessagesSquare, 'nav.rooms', ['rooms', 'room']],
  [hrefOf.calls, History, 'nav.calls', ['calls', 'call']],
  [hrefOf.live, Radar, 'nav.live', ['live', 'agent']],
  [hrefOf.groups, UsersRound, 'nav.groups', ['groups', 'group']],
  [hrefOf.balance, Wallet, 'nav.balance', ['balance']],
  [hrefOf.channels, PhoneIncoming, 'nav.channels', ['channels', 'channel']],
]

/** What owners and admins alone have (RO-1). */
const ADMIN: (typeof WAYS)[number] = [
  hrefOf.users,
  Settings,
  'nav.admin',
  ['users', 'tokens', 'webhooks', 'webhook'],
]

/** What an agent's page has; the rest is for supervisors and above. */
const FOR_AGENTS: readonly string[] = [hrefOf.desk, hrefOf.rooms]

/** The ways to the pages that the one at this desk may open. */
export function Nav(): JSX.Element {
  const nav = useRef<HTMLElement>(null)
  const { page } = route.value
  useEffect(() => {
    // Where the ways are wider than the window, the one that is open is in sight.
    const show = (): void => {
      const way = nav.current?.querySelector<HTMLElement>('[aria-current=page]')
      if (nav.current !== null && way != null) {
        nav.current.scrollLeft = way.offsetLeft - nav.current.offsetLeft - (nav.current.clientWidth - way.offsetWidth) / 2
      }
    }
    show()
    addEventListener('resize', show)
    return () => removeEventListener('resize', show)
  }, [page, isAdmin.value, isSupervisor.value, language.value])
  const ways = WAYS.filter(([href]) => isSupervisor.value || FOR_AGENTS.includes(href))
  return (
    <nav class="nav" ref={nav} aria-label={t('nav.label')} data-testid="nav">
      {[...ways, ...(isAdmin.value ? [ADMIN] : [])].map(([href, icon, words, pages]) => (
        <a
          key={href}
          href={href}
          class="nav-way"
          data-testid={words.replace('.', '-')}
          aria-current={pages.includes(page) ? 'page' : undefined}
        >
          <Icon of={icon} size={16} />
          {t(words)}
        </a>
      ))}
    </nav>
  )
}
