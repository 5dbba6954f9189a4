import type { JSX } from 'preact'
import { t, type MessageKey } from '../i18n'
import { hrefOf, route, type Route } from '../supervisor/route'

const TABS: readonly [string, MessageKey, readonly Route['page'][]][] = [
  [hrefOf.users, 'admin.users', ['users']],
  [hrefOf.tokens, 'admin.tokens', ['tokens']],
  [hrefOf.webhooks, 'admin.webhooks', ['webhooks', 'webhook']],
]

/** The pages of owners and admins, above each of them. */
export function AdminTabs(): JSX.Element {
  return (
    <nav class="tabs" aria-label={t('nav.admin')}>
      {TABS.map(([href, words, pages]) => (
        <a
          key={href}
          class="tab"
          href={href}
          data-testid={words.replace('.', '-')}
          aria-current={pages.includes(route.value.page) ? 'page' : undefined}
        >
          {t(words)}
        </a>
      ))}
    </nav>
  )
}
