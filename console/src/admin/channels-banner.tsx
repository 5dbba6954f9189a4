import { TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import type { Channel } from '../api'
import { hrefOf, route } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { useChannels } from './channels-names'

/** What a supervisor must know of a channel whatever page is open (IN-12); the channel's own page says more. */
export function ChannelsBanner(): JSX.Element | null {
  const open = route.value
  const news = useChannels()
    .filter((channel) => !(open.page === 'channel' && open.id === channel.id))
    .flatMap((channel) => {
      const words = said(channel)
      return words === null ? [] : [{ channel, words }]
    })
  return news.length === 0 ? null : (
    <div class="banners" data-testid="channels-banner">
      {news.map(({ channel, words }) => (
        <div key={channel.id} class={`notice ${channel.restrictions.length > 0 ? 'danger' : ''}`} role="status">
          <Icon of={TriangleAlert} />
          <span class="notice-words">{words}</span>
          <a class="button small" href={hrefOf.channel(channel.id)}>
            {t('banner.open')}
          </a>
        </div>
      ))}
    </div>
  )
}

function said(channel: Channel): string | null {
  const { name } = channel
  if (channel.restrictions.length > 0) {
    return t('banner.restricted', { name })
  }
  if (channel.answer_rate.low) {
    return t('banner.low', { name, percent: channel.answer_rate.last_24_h.percent ?? 0 })
  }
  return channel.warnings.length > 0 ? t('banner.warned', { name }) : null
}
