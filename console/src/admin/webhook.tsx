import { ArrowLeft, KeyRound, Save, Trash2, Webhook as Hook } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n'
import type { WebhookEndpoint } from '../api'
import { done } from '../supervisor/done'
import { useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { NotDone, Sure, useAct } from './act'
import { Deliveries } from './deliveries'
import { draftOf, EndpointFields, wishOf } from './endpoint-fields'
import { Once } from './once'
import { changeEndpoint, deleteEndpoint, listEndpoints, rotateSecret } from './rest'
import { AdminTabs } from './tabs'
import { eventsOf, Switch } from './webhooks'

/** One endpoint: what it gets, whether it is on, and what became of each event. */
export function Webhook({ id, query }: { id: string; query: URLSearchParams }): JSX.Element {
  const endpoints = useLoaded('webhooks', listEndpoints)
  const endpoint = endpoints.state === 'there' ? endpoints.value.data.find((one) => one.id === id) : undefined
  return (
    <>
      <AdminTabs />
      <a class="back" href={hrefOf.webhooks} data-testid="back">
        <Icon of={ArrowLeft} size={16} />
        {t('hooks.back')}
      </a>
      {endpoints.state === 'loading' && (
        <div class="card">
          <Skeleton rows={4} kind="row" />
        </div>
      )}
      {endpoints.state === 'refused' && <Refused refusal={endpoints.refusal} again={endpoints.again} />}
      {endpoints.state === 'there' && endpoint === undefined && (
        <div class="card">
          <Empty icon={Hook} title={t('hooks.unknown')} text={t('hooks.unknown.text')} />
        </div>
      )}
      {endpoint !== undefined && (
        <>
          <Head endpoint={endpoint} changed={endpoints.again} />
          <Deliveries key={query.get('state') ?? ''} endpoint={endpoint} state={query.get('state') ?? ''} />
        </>
      )}
    </>
  )
}

function Head({ endpoint, changed }: { endpoint: WebhookEndpoint; changed: () => void }): JSX.Element {
  const [isEdited, setEdited] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <>
      {secret !== null && (
        <Once
          title={t('hooks.secret.new')}
          text={t('hooks.secret.both')}
          secret={secret}
          done={() => setSecret(null)}
        />
      )}
      <Facts endpoint={endpoint} changed={changed} isEdited={isEdited} setEdited={setEdited} rotated={setSecret} />
    </>
  )
}

function Facts(props: {
  endpoint: WebhookEndpoint
  changed: () => void
  isEdited: boolean
  setEdited: (is: boolean) => void
  rotated: (secret: string) => void
}): JSX.Element {
  const { endpoint, changed, isEdited, setEdited } = props
  return (
    <section class="card hook-head" data-testid="hook-head">
      <div class="row-main">
        <h1 class="wrap">{endpoint.url}</h1>
        <p class="muted wrap">{eventsOf(endpoint)}</p>
      </div>
      <Switch endpoint={endpoint} changed={changed} />
      <div class="row-end">
        {!isEdited && (
          <button type="button" class="button small" data-testid="edit" onClick={() => setEdited(true)}>
            {t('groups.edit')}
          </button>
        )}
        <Sure
          words={t('hooks.rotate')}
          ask={t('hooks.rotate.sure')}
          testid="rotate"
          done
          act={async () => {
            const { secret } = await rotateSecret(endpoint.id, crypto.randomUUID())
            props.rotated(secret ?? '')
            scrollTo(0, 0)
          }}
        >
          <Icon of={KeyRound} size={14} />
        </Sure>
        <Sure
          words={t('group.delete.sure')}
          ask={t('hooks.delete.sure')}
          testid="delete"
          act={async () => {
            await deleteEndpoint(endpoint.id)
            done.value = { words: () => t('hooks.deleted', { url: endpoint.url }) }
            location.hash = hrefOf.webhooks
          }}
        >
          <Icon of={Trash2} size={14} />
        </Sure>
      </div>
      {isEdited ? (
        <Edit
          endpoint={endpoint}
          close={() => setEdited(false)}
          saved={() => {
            setEdited(false)
            changed()
          }}
        />
      ) : (
        <p class="muted small hook-note">{t('hooks.secret.lost')}</p>
      )}
    </section>
  )
}

function Edit(props: { endpoint: WebhookEndpoint; saved: () => void; close: () => void }): JSX.Element {
  const [draft, setDraft] = useState(() => draftOf(props.endpoint))
  const act = useAct()
  const save = (event: Event): void => {
    event.preventDefault()
    void act.run(async () => {
      await changeEndpoint(props.endpoint.id, wishOf(draft))
      props.saved()
    })
  }
  return (
    <form class="hook-edit" ref={act.form} data-testid="hook-form" noValidate onSubmit={save}>
      <EndpointFields draft={draft} act={act} change={setDraft} />
      <NotDone act={act} fields={['url', 'types']} />
      <div class="form-end">
        <button type="submit" class="button accent" data-testid="save" aria-disabled={act.isBusy}>
          <Icon of={Save} size={16} />
          {t(act.isBusy ? 'group.saving' : 'group.save')}
        </button>
        <button type="button" class="button" onClick={props.close}>
          {t('group.cancel')}
        </button>
      </div>
    </form>
  )
}
