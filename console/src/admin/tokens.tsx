import { KeyRound, Plus, Trash2 } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { shortDay, t, words } from '../i18n'
import type { ApiToken, NewApiToken } from '../api'
import { Icon } from '../ui/icon'
import { useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { Sure } from './act'
import { Once } from './once'
import { listApiTokens, revokeApiToken } from './rest'
import { AdminTabs } from './tabs'
import { TokenForm } from './token-form'

/** The tokens with which other systems come in (RM-14). */
export function Tokens(): JSX.Element {
  const tokens = useLoaded('tokens', listApiTokens)
  const [made, setMade] = useState<NewApiToken | null>(null)
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <AdminTabs />
      <div class="page-head">
        <h1>{t('tokens.title')}</h1>
        {!isMaking && (
          <button type="button" class="button accent" data-testid="new-token" onClick={() => setMaking(true)}>
            <Icon of={Plus} size={16} />
            {t('tokens.new')}
          </button>
        )}
      </div>
      {made !== null && (
        <Once
          title={t('tokens.made', { name: made.name })}
          text={t('tokens.made.text')}
          secret={made.token}
          done={() => setMade(null)}
        />
      )}
      {isMaking && (
        <TokenForm
          cancel={() => setMaking(false)}
          made={(token) => {
            setMaking(false)
            setMade(token)
            tokens.again()
          }}
        />
      )}
      <section class="card rows" aria-label={t('tokens.title')}>
        {tokens.state === 'loading' && <Skeleton rows={3} kind="row" />}
        {tokens.state === 'refused' && <Refused refusal={tokens.refusal} again={tokens.again} />}
        {tokens.state === 'there' && tokens.value.data.length === 0 && (
          <Empty icon={KeyRound} title={t('tokens.none')} text={t('tokens.none.text')} />
        )}
        {tokens.state === 'there' && tokens.value.data.length > 0 && (
          <ul data-testid="tokens">
            {tokens.value.data.map((token) => (
              <Row key={token.id} token={token} gone={tokens.again} />
            ))}
          </ul>
        )}
      </section>
      <p class="muted small">{t('tokens.configured')}</p>
    </>
  )
}

function Row({ token, gone }: { token: ApiToken; gone: () => void }): JSX.Element {
  const isOver = token.expires_at !== null && Date.parse(token.expires_at) <= Date.now()
  return (
    <li class="row token-row" data-testid={token.id}>
      <span class="row-main">
        <span class="strong cut" title={token.name}>
          <bdi>{token.name}</bdi>
        </span>
        <span class="chips" aria-label={t('tokens.scopes')}>
          {token.scopes.map((scope) => (
            <span key={scope} class="chip code" title={words('scope', scope)}>
              {scope}
            </span>
          ))}
        </span>
      </span>
      <dl class="row-facts">
        <div>
          <dt>{t('tokens.created')}</dt>
          <dd>{shortDay(token.created_at)}</dd>
        </div>
        <div>
          <dt>{t('tokens.used')}</dt>
          <dd>{token.last_used_on === null ? t('tokens.never') : shortDay(token.last_used_on)}</dd>
        </div>
        <div>
          <dt>{t('tokens.expires')}</dt>
          <dd data-over={isOver}>
            {token.expires_at === null
              ? t('tokens.never')
              : isOver
                ? t('tokens.over', { day: shortDay(token.expires_at) })
                : shortDay(token.expires_at)}
          </dd>
        </div>
      </dl>
      <span class="row-end">
        <Sure
          words={t('tokens.revoke')}
          ask={t('tokens.revoke.sure', { name: token.name })}
          testid={`revoke-${token.id}`}
          act={async () => {
            await revokeApiToken(token.id)
            gone()
          }}
        >
          <Icon of={Trash2} size={14} />
        </Sure>
      </span>
    </li>
  )
}
