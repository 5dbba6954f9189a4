import { Headset, History, Radar, Settings, UsersRound } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { isAdmin } from '../desk/role'
import { t, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'
import { hrefOf, route, type Route } from './route'

const WAYS: readonly [string, IconNode, MessageKey, readonly Route['page'][]][] = [
  [hrefOf.desk, Headset, 'nav.desk', ['desk']],
  [hrefOf.calls, History, 'nav.calls', ['calls', 'call']],
  [hrefOf.live, Radar, 'nav.live', ['live', 'agent']],
  [hrefOf.groups, UsersRound, 'nav.groups', ['groups', 'group']],
]

/** What owners and admins alone have (RO-1). */
const ADMIN: (typeof WAYS)[number] = [
  hrefOf.users,
  Settings,
  'nav.admin',
  ['users', 'tokens', 'webhooks', 'webhook'],
]

/** The supervisor's ways; an agent has one page and sees none of this. */
export function Nav(): JSX.Element {
  return (
    <nav class="nav" aria-label={t('nav.label')} data-testid="nav">
      {[...WAYS, ...(isAdmin.value ? [ADMIN] : [])].map(([href, icon, words, pages]) => (
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
