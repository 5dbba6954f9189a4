import { Headset, History, MessagesSquare, PhoneIncoming, Radar, Settings, UsersRound } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { isAdmin, isSupervisor } from '../desk/role'
import { t, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'
import { hrefOf, route, type Route } from './route'

const WAYS: readonly [string, IconNode, MessageKey, readonly Route['page'][]][] = [
  [hrefOf.desk, Headset, 'nav.desk', ['desk']],
  [hrefOf.rooms, MessagesSquare, 'nav.rooms', ['rooms', 'room']],
  [hrefOf.calls, History, 'nav.calls', ['calls', 'call']],
  [hrefOf.live, Radar, 'nav.live', ['live', 'agent']],
  [hrefOf.groups, UsersRound, 'nav.groups', ['groups', 'group']],
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
  const ways = WAYS.filter(([href]) => isSupervisor.value || FOR_AGENTS.includes(href))
  return (
    <nav class="nav" aria-label={t('nav.label')} data-testid="nav">
      {[...ways, ...(isAdmin.value ? [ADMIN] : [])].map(([href, icon, words, pages]) => (
        <a
          key={href}
          href={href}
          class="nav-way"
          data-testid={words.replace('.', '-')}
          aria-current={pages.includes(route.value.page) ? 'page' : undefined}
        >
          <Icon of={icon} size={16} />
          {t(words)}
        </a>
      ))}
    </nav>
  )
}
