import type { JSX } from 'preact'
import { clock, t } from '../i18n'
import { now } from '../ui/clock'
import { link, presence, setPresence, wrapUpEndsAt } from './store'

/**
 * The switch between online and away; says `on a call`, `wrap-up` with the time that is left, and
 * `offline` when that is the truth. In a wrap-up it ends it.
 */
export function Presence(): JSX.Element {
  const state = link.value.state === 'open' ? presence.value : 'offline'
  const isWrappingUp = state === 'wrap_up'
  const isAway = state === 'away' || isWrappingUp
  const left = isWrappingUp && wrapUpEndsAt.value !== null ? wrapUpEndsAt.value - now.value : null
  return (
    <>
      <button
        type="button"
        class="presence"
        role="switch"
        data-testid="presence"
        data-state={state}
        aria-checked={!isAway && state !== 'offline'}
        aria-label={`${t('presence.label')}: ${t(`presence.${state}`)}`}
        title={t(
          isWrappingUp
            ? 'presence.end_wrap_up'
            : isAway
              ? 'presence.go_online'
              : 'presence.go_away',
        )}
        disabled={state === 'offline'}
        onClick={() => setPresence(isAway ? 'online' : 'away')}
      >
        <span class="presence-track" aria-hidden="true">
          <i />
        </span>
        <span class="presence-word">{t(`presence.${state}`)}</span>
        {left !== null && (
          <span class="presence-left" data-testid="wrap-up-left">
            {clock(left + 999)}
          </span>
        )}
      </button>
      {isWrappingUp && (
        <button
          type="button"
          class="button small"
          data-testid="wrap-up-away"
          onClick={() => setPresence('away')}
        >
          {t('presence.wrap_up_away')}
        </button>
      )}
    </>
  )
}
