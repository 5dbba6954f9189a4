import { Save } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t, words } from '../i18n'
import type { ApiToken, NewApiToken } from '../api'
import { Labelled, wired, Wrongly } from '../supervisor/fields'
import { Icon } from '../ui/icon'
import { NotDone, useAct, useKey } from './act'
import { createApiToken } from './rest'

type Scope = ApiToken['scopes'][number]

/** In the order of the contract: reading first, what opens doors last. */
export const SCOPES = [
  'calls:read',
  'calls:write',
  'rooms:read',
  'rooms:write',
  'agents:read',
  'groups:read',
  'groups:write',
  'channels:read',
  'channels:write',
  'events:read',
  'webhooks:write',
  'agents:sign-in',
  'supervisors:sign-in',
  'users:write',
  'balance:read',
  'balance:write',
  'tokens:write',
] as const satisfies readonly Scope[]

const DAYS = ['', '30', '90', '365'] as const

/** A new token: its name, what it opens and until when. */
export function TokenForm(props: { made: (token: NewApiToken) => void; cancel: () => void }): JSX.Element {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  const [days, setDays] = useState<string>('')
  const [from] = useState(() => Date.now())
  const act = useAct()
  const keyOf = useKey()
  const save = (event: Event): void => {
    event.preventDefault()
    void act.run(async () => {
      const wish = {
        name: name.trim(),
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        expires_at: days === '' ? null : new Date(from + Number(days) * 86_400_000).toISOString(),
      }
      props.made(await createApiToken(wish, keyOf(wish)))
    })
  }
  const turn = (scope: Scope): void => {
    act.forgive('scopes')
    setScopes((before) => (before.includes(scope) ? before.filter((one) => one !== scope) : [...before, scope]))
  }
  return (
    <form class="card group-form wide-form" ref={act.form} data-testid="token-form" noValidate onSubmit={save}>
      <h2 class="form-title">{t('tokens.new')}</h2>
      <Labelled name={t('tokens.name')} hint={t('tokens.name.hint')} of="name" wrong={act.wrong}>
        <input
          {...wired('name', act.wrong)}
          class="field"
          data-testid="token-name"
          maxLength={100}
          autocomplete="off"
          autofocus
          value={name}
          onInput={(event) => {
            act.forgive('name')
            setName(event.currentTarget.value)
          }}
        />
      </Labelled>
      <fieldset class="labelled">
        <legend>{t('tokens.scopes')}</legend>
        <div class="scopes">
          {SCOPES.map((scope) => (
            <label key={scope} class="scope">
              <input
                {...wired('scopes', act.wrong, scope)}
                type="checkbox"
                data-testid={`scope-${scope}`}
                checked={scopes.includes(scope)}
                onChange={() => turn(scope)}
              />
              <span>
                <span class="code">{scope}</span>
                <span class="muted small">{words('scope', scope)}</span>
              </span>
            </label>
          ))}
        </div>
        <Wrongly of="scopes" wrong={act.wrong} />
      </fieldset>
      <Labelled name={t('tokens.expires')} of="expires_at" wrong={act.wrong}>
        <select
          {...wired('expires_at', act.wrong)}
          class="field short-field"
          data-testid="token-days"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        >
          {DAYS.map((one) => (
            <option key={one} value={one}>
              {one === '' ? t('tokens.never') : t('tokens.in_days', { days: one })}
            </option>
          ))}
        </select>
      </Labelled>
      <NotDone act={act} fields={['name', 'scopes', 'expires_at']} />
      <div class="form-end">
        <button type="submit" class="button accent" data-testid="save" aria-disabled={act.isBusy}>
          <Icon of={Save} size={16} />
          {t(act.isBusy ? 'group.saving' : 'tokens.make')}
        </button>
        <button type="button" class="button" onClick={props.cancel}>
          {t('group.cancel')}
        </button>
      </div>
    </form>
  )
}
