import { Ban, LogIn, Pencil, Plus, UserRoundCheck, UsersRound } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ago, exactTime, t } from '../i18n'
import type { AgentNow, User } from '../api'
import { listAgents } from '../rest'
import { Done, done } from '../supervisor/done'
import { stateOf } from '../supervisor/live-state'
import { useEvery, useLoaded } from '../supervisor/load'
import { Empty, Refused, Skeleton } from '../supervisor/parts'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { NotDone, Sure, useAct } from './act'
import { Once } from './once'
import { changeUser, createSignIn, listUsers } from './rest'
import { AdminTabs } from './tabs'
import { UserForm } from './user-form'

/** How long a link that is handed over may wait to be opened. */
const LINK_LIFE_S = 3600

/** Who is there now, as often as the live view looks; nothing while nobody looks. */
const EVERY_MS = 2000

interface Link {
  name: string
  url: string
}

/** The account's people and what each may do (RO-1). */
export function Users(): JSX.Element {
  const users = useLoaded('users', listUsers)
  const agents = useLoaded('agents', listAgents)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const [link, setLink] = useState<Link | null>(null)
  useEvery(EVERY_MS, () => {
    agents.again()
    users.again()
  })
  const there = agents.state === 'there' ? agents.value.data : []
  const saved = (user: User): void => {
    setOpen(null)
    done.value = { words: () => t('users.saved', { name: user.name }) }
    users.again()
    agents.again()
  }
  return (
    <>
      <AdminTabs />
      <div class="page-head">
        <h1>{t('users.title')}</h1>
        {open !== 'new' && (
          <button type="button" class="button accent" data-testid="new-user" onClick={() => setOpen('new')}>
            <Icon of={Plus} size={16} />
            {t('users.new')}
          </button>
        )}
      </div>
      <Done />
      {link !== null && (
        <Once
          title={t('users.link', { name: link.name })}
          text={t('users.link.text', { name: link.name })}
          secret={link.url}
          done={() => setLink(null)}
        />
      )}
      {open === 'new' && <UserForm user={null} saved={saved} cancel={() => setOpen(null)} />}
      <section class="card rows" aria-label={t('users.title')}>
        {users.state === 'loading' && <Skeleton rows={5} kind="row" />}
        {users.state === 'refused' && <Refused refusal={users.refusal} again={users.again} />}
        {users.state === 'there' && users.value.data.length === 0 && (
          <Empty icon={UsersRound} title={t('users.none')} text={t('users.none.text')} />
        )}
        {users.state === 'there' && (
          <ul data-testid="users">
            {users.value.data.map((user) =>
              open === user.id ? (
                <li key={user.id} class="row-edit">
                  <UserForm user={user} saved={saved} cancel={() => setOpen(null)} />
                </li>
              ) : (
                <Row
                  key={user.id}
                  user={user}
                  agent={there.find((one) => one.id === user.id)}
                  edit={() => setOpen(user.id)}
                  saved={saved}
                  linked={setLink}
                />
              ),
            )}
          </ul>
        )}
      </section>
    </>
  )
}

function Row(props: {
  user: User
  agent: AgentNow | undefined
  edit: () => void
  saved: (user: User) => void
  linked: (link: Link) => void
}): JSX.Element {
  const { user, agent } = props
  const state = user.disabled ? 'disabled' : agent === undefined ? 'offline' : stateOf(agent)
  return (
    <li class="row user-row" data-state={state} data-testid={`user-${user.id}`}>
      <span class="avatar" aria-hidden="true">
        {user.name.charAt(0).toUpperCase()}
      </span>
      <span class="row-main">
        <span class="strong cut" title={user.name}>
          <bdi>{user.name}</bdi>
        </span>
        <span class="muted small code cut">{user.id}</span>
      </span>
      <span class="user-role">
        {t(`role.${user.role}`)}
        {!user.may_call && <span class="muted small">{t('users.calls_nobody')}</span>}
      </span>
      <span class="user-state">
        <span class="pill" data-state={state}>
          {state === 'disabled' ? t('users.disabled') : t(`live.${state}`)}
        </span>
        <Seen user={user} isThere={agent !== undefined && agent.pages.length > 0} />
      </span>
      <span class="row-end">
        <Doing {...props} />
      </span>
    </li>
  )
}

function Seen({ user, isThere }: { user: User; isThere: boolean }): JSX.Element | null {
  if (isThere) {
    return null
  }
  const at = user.last_seen_at === null ? null : Date.parse(user.last_seen_at)
  return (
    <span class="muted small" title={at === null ? '' : exactTime(at)}>
      {at === null ? t('users.never_seen') : t('users.seen', { ago: ago(at, now.value) })}
    </span>
  )
}

function Doing(props: {
  user: User
  edit: () => void
  saved: (user: User) => void
  linked: (link: Link) => void
}): JSX.Element {
  const { user } = props
  const act = useAct()
  const signIn = (): void =>
    void act.run(async () => {
      const { token } = await createSignIn(user.id, LINK_LIFE_S)
      props.linked({ name: user.name, url: `${location.origin}/#token=${token}` })
      scrollTo(0, 0)
    })
  const admit = (): void => void act.run(async () => props.saved(await changeUser(user.id, { disabled: false })))
  return (
    <>
      <button type="button" class="button small" data-testid={`edit-${user.id}`} onClick={props.edit}>
        <Icon of={Pencil} size={14} />
        {t('groups.edit')}
      </button>
      {user.disabled ? (
        <button type="button" class="button small" data-testid={`enable-${user.id}`} onClick={admit}>
          <Icon of={UserRoundCheck} size={14} />
          {t('users.enable')}
        </button>
      ) : (
        <>
          <button type="button" class="button small" data-testid={`link-${user.id}`} onClick={signIn}>
            <Icon of={LogIn} size={14} />
            {t('users.sign_in')}
          </button>
          <Sure
            words={t('users.disable')}
            ask={t('users.disable.sure', { name: user.name })}
            testid={`disable-${user.id}`}
            act={async () => props.saved(await changeUser(user.id, { disabled: true }))}
          >
            <Icon of={Ban} size={14} />
          </Sure>
        </>
      )}
      <NotDone act={act} />
    </>
  )
}
