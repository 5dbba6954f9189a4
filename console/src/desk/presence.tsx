import type { JSX } from 'preact'
import { t } from '../i18n'
import { link, presence, setPresence } from './store'

/** The switch between online and away; says `on a call` and `offline` when that is the truth. */
export function Presence(): JSX.Element {
  const state = link.value.state === 'open' ? presence.value : 'offline'
  const isAway = state === 'away'
  return (
    <button
      type="button"
      class="presence"
      role="switch"
      data-testid="presence"
      data-state={state}
      aria-checked={!isAway && state !== 'offline'}
      aria-label={`${t('presence.label')}: ${t(`presence.${state}`)}`}
      title={t(isAway ? 'presence.go_online' : 'presence.go_away')}
      disabled={state === 'offline'}
      onClick={() => setPresence(isAway ? 'online' : 'away')}
    >
      <span class="presence-track" aria-hidden="true">
        <i />
      </span>
      <span class="presence-word">{t(`presence.${state}`)}</span>
    </button>
  )
}
