import { Plus, Webhook as Hook } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { shortDay, t } from '../i18n'
import type { WebhookEndpoint } from '../api'
import { Done } from '../supervisor/done'
import { useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { NotDone, useAct, useKey } from './act'
import { EndpointFields, EVERYTHING, type EndpointDraft, wishOf } from './endpoint-fields'
import { Once } from './once'
import { changeEndpoint, createEndpoint, listEndpoints } from './rest'
import { AdminTabs } from './tabs'

/** Where events are sent. */
export function Webhooks(): JSX.Element {
  const endpoints = useLoaded('webhooks', listEndpoints)
  const [secret, setSecret] = useState<WebhookEndpoint | null>(null)
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <AdminTabs />
      <div class="page-head">
        <h1>{t('hooks.title')}</h1>
        {!isMaking && (
          <button type="button" class="button accent" data-testid="new-hook" onClick={() => setMaking(true)}>
            <Icon of={Plus} size={16} />
            {t('hooks.new')}
          </button>
        )}
      </div>
      <Done />
      {secret?.secret !== undefined && (
        <Once
          title={t('hooks.secret')}
          text={t('hooks.secret.text')}
          secret={secret.secret}
          done={() => setSecret(null)}
        />
      )}
      {isMaking && (
        <NewEndpoint
          cancel={() => setMaking(false)}
          made={(endpoint) => {
            setMaking(false)
            setSecret(endpoint)
            endpoints.again()
          }}
        />
      )}
      <section class="card rows" aria-label={t('hooks.title')}>
        {endpoints.state === 'loading' && <Skeleton rows={2} kind="row" />}
        {endpoints.state === 'refused' && <Refused refusal={endpoints.refusal} again={endpoints.again} />}
        {endpoints.state === 'there' && endpoints.value.data.length === 0 && (
          <Empty icon={Hook} title={t('hooks.none')} text={t('hooks.none.text')} />
        )}
        {endpoints.state === 'there' && endpoints.value.data.length > 0 && (
          <ul data-testid="hooks">
            {endpoints.value.data.map((endpoint) => (
              <Row key={endpoint.id} endpoint={endpoint} changed={endpoints.again} />
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

export const eventsOf = (endpoint: WebhookEndpoint): string =>
  endpoint.types.length === 0 ? t('hooks.all') : endpoint.types.join(', ')

function Row({ endpoint, changed }: { endpoint: WebhookEndpoint; changed: () => void }): JSX.Element {
  return (
    <li class="row hook-row" data-testid={endpoint.id}>
      <span class="row-main">
        <a class="strong wrap" href={hrefOf.webhook(endpoint.id)}>
          {endpoint.url}
        </a>
        <span class="muted small wrap">
          {eventsOf(endpoint)} · {t('hooks.since', { day: shortDay(endpoint.created_at) })}
        </span>
      </span>
      <Switch endpoint={endpoint} changed={changed} />
      <span class="row-end">
        <a class="button small" href={hrefOf.webhook(endpoint.id)} data-testid={`open-${endpoint.id}`}>
          {t('hooks.deliveries')}
        </a>
      </span>
    </li>
  )
}

/** On or off; what happens meanwhile is sent when it is on again. */
export function Switch(props: { endpoint: WebhookEndpoint; changed: () => void }): JSX.Element {
  const { endpoint, changed } = props
  const act = useAct()
  return (
    <span class="switch-line">
      <button
        type="button"
        role="switch"
        class="switch"
        data-testid={`switch-${endpoint.id}`}
        aria-checked={endpoint.enabled}
        aria-label={t('hooks.on', { url: endpoint.url })}
        aria-disabled={act.isBusy}
        onClick={() =>
          void act.run(async () => {
            await changeEndpoint(endpoint.id, { enabled: !endpoint.enabled })
            changed()
          })
        }
      >
        <i aria-hidden="true" />
      </button>
      <span>{t(endpoint.enabled ? 'hooks.is_on' : 'hooks.is_off')}</span>
      <NotDone act={act} />
    </span>
  )
}

function NewEndpoint(props: { made: (endpoint: WebhookEndpoint) => void; cancel: () => void }): JSX.Element {
  const [draft, setDraft] = useState<EndpointDraft>({ url: 'https://', types: EVERYTHING })
  const act = useAct()
  const keyOf = useKey()
  const save = (event: Event): void => {
    event.preventDefault()
    void act.run(async () => {
      const wish = wishOf(draft)
      props.made(await createEndpoint(wish, keyOf(wish)))
    })
  }
  return (
    <form class="card group-form wide-form" ref={act.form} data-testid="hook-form" noValidate onSubmit={save}>
      <h2 class="form-title">{t('hooks.new')}</h2>
      <EndpointFields draft={draft} act={act} change={setDraft} />
      <NotDone act={act} fields={['url', 'types']} />
      <div class="form-end">
        <button type="submit" class="button accent" data-testid="save" aria-disabled={act.isBusy}>
          <Icon of={Plus} size={16} />
          {t(act.isBusy ? 'group.saving' : 'hooks.make')}
        </button>
        <button type="button" class="button" onClick={props.cancel}>
          {t('group.cancel')}
        </button>
      </div>
    </form>
  )
}
