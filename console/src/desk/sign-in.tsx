import { KeyRound, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { AgentRole } from '../api'
import { t } from '../i18n'
import { listAgents } from '../rest'
import { useLoaded } from '../supervisor/load'
import { Icon } from '../ui/icon'
import { enableSound } from '../ui/sound'
import { session } from './session'
import { link, signIn } from './store'

const FIRST_TOKEN = 'dering token create --agent NAME'

export function SignIn(): JSX.Element {
  const known = session.value
  const line = link.value
  return (
    <div class="sign-in">
      {line.state === 'refused' && (
        <div class="notice danger" role="alert" data-testid="refused">
          <Icon of={TriangleAlert} />
          <span class="notice-words">{t(line.by === 'agent' ? 'signin.refused.agent' : 'signin.refused')}</span>
        </div>
      )}
      {known === 'loading' && <p class="muted">{t('signin.loading')}</p>}
      {known === 'unreachable' && (
        <div class="notice" role="alert">
          <Icon of={TriangleAlert} />
          <span class="notice-words">{t('signin.unreachable')}</span>
        </div>
      )}
      {typeof known === 'object' &&
        (known.mode === 'dev' ? <Choose agents={known.agents} /> : <Token />)}
    </div>
  )
}

function Choose({ agents }: { agents: { id: string; name: string }[] }): JSX.Element {
  // Under `dev` nobody is asked for a token yet; without an answer names alone do.
  const people = useLoaded('people', listAgents)
  const roles = people.state === 'there' ? people.value.data : []
  return (
    <section class="card sign-in-card">
      <h1>{t('signin.title')}</h1>
      <p class="muted">{t('signin.dev')}</p>
      <div class="people">
        {agents.map((agent) => (
          <Person key={agent.id} agent={agent} role={roles.find((one) => one.id === agent.id)?.role} />
        ))}
      </div>
    </section>
  )
}

function Person(props: { agent: { id: string; name: string }; role: AgentRole | undefined }): JSX.Element {
  const { id, name } = props.agent
  return (
    <button
      type="button"
      class="person"
      data-testid={`sign-in-${id}`}
      onClick={() => {
        enableSound()
        signIn({ agent: id })
      }}
    >
      <span class="avatar" aria-hidden="true">
        {(name || id).charAt(0).toUpperCase()}
      </span>
      <span class="person-words">
        <bdi>{name || id}</bdi>
        {props.role !== undefined && <span class="muted small">{t(`role.${props.role}`)}</span>}
      </span>
    </button>
  )
}

function Token(): JSX.Element {
  const [token, setToken] = useState('')
  return (
    <section class="card sign-in-card">
      <h1>{t('signin.serve.title')}</h1>
      <p class="muted">{t('signin.serve.text')}</p>
      <pre class="command" tabIndex={0}>
        <code>{FIRST_TOKEN}</code>
      </pre>
      <p class="muted">{t('signin.serve.then')}</p>
      <form
        class="token-form"
        onSubmit={(event) => {
          event.preventDefault()
          enableSound()
          signIn({ token: token.trim() })
        }}
      >
        <label for="token">{t('signin.token')}</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          spellcheck={false}
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="button accent" disabled={token.trim() === ''}>
          <Icon of={KeyRound} size={16} />
          {t('signin.go')}
        </button>
      </form>
      <p class="muted small">
        {t('signin.serve.backend', { url: `${location.origin}/#token=…` })}
      </p>
    </section>
  )
}
