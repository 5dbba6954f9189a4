import { Headset, History, PhoneIncoming, Radar, UsersRound } from 'lucide'
import type { IconNode } from 'lucide'
import type { JSX } from 'preact'
import { t, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'
import { hrefOf, route, type Route } from './route'

const WAYS: readonly [string, IconNode, MessageKey, readonly Route['page'][]][] = [
  [hrefOf.desk, Headset, 'nav.desk', ['desk']],
  [hrefOf.calls, History, 'nav.calls', ['calls', 'call']],
  [hrefOf.live, Radar, 'nav.live', ['live']],
  [hrefOf.groups, UsersRound, 'nav.groups', ['groups', 'group']],
  [hrefOf.channels, PhoneIncoming, 'nav.channels', ['channels', 'channel']],
]

/** The supervisor's ways; an agent has one page and sees none of this. */
export function Nav(): JSX.Element {
  return (
    <nav class="nav" aria-label={t('nav.label')} data-testid="nav">
      {WAYS.map(([href, icon, words, pages]) => (
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
