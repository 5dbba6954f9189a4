import { PhoneIncoming } from 'lucide'
import type { JSX } from 'preact'
import { exactTime, t, type MessageKey } from '../i18n'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import type { Choice, Received } from './protocol'
import { answerNudge, business, decide, link, pending, permission } from './store'

const TESTS: Record<Choice, string> = {
  always: 'allow-always',
  temporary: 'allow-7-days',
  deny: 'deny',
}
const CHOICES: readonly Choice[] = ['always', 'temporary', 'deny']
const SETTINGS: readonly Choice[] = ['deny', 'temporary', 'always']

/** Whether the business may call, and what this customer may tap on a request. */
export function PermissionCard({ request }: { request: Received }): JSX.Element {
  const isOpen = permission.value.open.includes(request.id)
  const chosen = permission.value.answers[request.id] ?? null
  return (
    <div class="permission-card" data-testid="permission-card" data-choice={chosen ?? ''}>
      <p class="permission-title">
        <Icon of={PhoneIncoming} size={16} />
        <span>{t('phone.permission.title', { name: business.value.name })}</span>
      </p>
      {request.text !== '' && (
        <p>
          <bdi>{request.text}</bdi>
        </p>
      )}
      <div class="permission-choices">
        {CHOICES.map((choice) => (
          <button
            key={choice}
            type="button"
            class="button"
            data-testid={TESTS[choice]}
            aria-pressed={chosen === choice}
            disabled={!isOpen || link.value !== 'open'}
            onClick={() => decide(choice, request.id)}
          >
            {t(`phone.permission.${choice}`)}
          </button>
        ))}
      </div>
      {(!isOpen || chosen !== null) && (
        <p class="small permission-note">
          {t(isOpen ? 'phone.permission.change' : 'phone.permission.over')}
        </p>
      )}
    </div>
  )
}

/** As in WhatsApp's profile of the business, where a customer's mind is changed. */
export function PermissionSetting(): JSX.Element {
  const { until } = permission.value
  const shown = current()
  return (
    <>
      <label>
        <span>{t('phone.permission.setting')}</span>
        <select
          class="field"
          data-testid="call-permission"
          aria-label={t('phone.permission.setting.label', { name: business.value.name })}
          disabled={link.value !== 'open'}
          value={shown}
          onChange={(event) => decide(event.currentTarget.value as Choice, null)}
        >
          {SETTINGS.map((choice) => (
            <option key={choice} value={choice}>
              {t(`phone.permission.setting.${choice}` as MessageKey)}
            </option>
          ))}
        </select>
      </label>
      {shown === 'temporary' && until !== null && (
        <p class="small permission-note" data-testid="permission-until">
          {t('phone.permission.until', { time: exactTime(until) })}
        </p>
      )}
    </>
  )
}

/** A temporary permission ends by itself. */
function current(): Choice {
  const { status, until } = permission.value
  if (status === 'permanent') {
    return 'always'
  }
  return status === 'temporary' && (until === null || until > now.value) ? 'temporary' : 'deny'
}

/** Whether something waits for this customer's answer. */
export const isAsked = (): boolean => isNudged() || pending.value !== undefined

/** What waits for an answer: a question of WhatsApp's, or a request of the business's. */
export function Asked(): JSX.Element | null {
  if (isNudged()) {
    return <Nudge />
  }
  return pending.value === undefined ? null : (
    <div class="telephone-message">
      <PermissionCard request={pending.value} />
    </div>
  )
}

const isNudged = (): boolean => permission.value.nudge && current() !== 'deny'

/** After unanswered calls WhatsApp asks whether the permission is to stay. */
function Nudge(): JSX.Element {
  return (
    <div class="permission-card" data-testid="nudge" role="group">
      <p>
        {t('phone.nudge', {
          count: String(permission.value.unanswered),
          name: business.value.name,
        })}
      </p>
      <div class="permission-choices">
        <button type="button" class="button" data-testid="nudge-keep" onClick={() => answerNudge(true)}>
          {t('phone.nudge.keep')}
        </button>
        <button type="button" class="button" data-testid="nudge-stop" onClick={() => answerNudge(false)}>
          {t('phone.nudge.stop')}
        </button>
      </div>
    </div>
  )
}
