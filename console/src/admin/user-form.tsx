import { Save } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n'
import type { User } from '../api'
import { role as own } from '../desk/role'
import { Labelled, wired, Wrongly } from '../supervisor/fields'
import { Icon } from '../ui/icon'
import { NotDone, useAct, useKey } from './act'
import { changeUser, createUser, type UserWish } from './rest'

const ROLES = ['agent', 'supervisor', 'admin', 'owner'] as const

/** Somebody new, or another name and role for somebody known. */
export function UserForm(props: { user: User | null; saved: (user: User) => void; cancel: () => void }): JSX.Element {
  const { user } = props
  const [name, setName] = useState(user?.name ?? '')
  const [id, setId] = useState('')
  const [role, setRole] = useState<User['role']>(user?.role ?? 'agent')
  const [mayCall, setMayCall] = useState(user?.may_call ?? true)
  const act = useAct()
  const keyOf = useKey()
  const save = (event: Event): void => {
    event.preventDefault()
    void act.run(async () => {
      if (user !== null) {
        props.saved(await changeUser(user.id, { name: name.trim(), role, may_call: mayCall }))
        return
      }
      const wish: UserWish = { name: name.trim(), role, ...(id.trim() === '' ? {} : { id: id.trim() }) }
      props.saved(await createUser(wish, keyOf(wish)))
    })
  }
  // Nobody gives a role above their own.
  const roles = ROLES.filter((one) => one !== 'owner' || own.value === 'owner' || user?.role === 'owner')
  return (
    <form class="card group-form" ref={act.form} data-testid="user-form" noValidate onSubmit={save}>
      <h2 class="form-title">{user === null ? t('users.new') : <bdi>{user.name}</bdi>}</h2>
      <Labelled name={t('users.name')} of="name" wrong={act.wrong}>
        <input
          {...wired('name', act.wrong)}
          class="field"
          data-testid="user-name"
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
      {user === null && (
        <Labelled name={t('users.id')} hint={t('users.id.hint')} of="id" wrong={act.wrong}>
          <input
            {...wired('id', act.wrong)}
            class="field code"
            data-testid="user-id"
            maxLength={64}
            autocomplete="off"
            spellcheck={false}
            value={id}
            onInput={(event) => {
              act.forgive('id')
              setId(event.currentTarget.value)
            }}
          />
        </Labelled>
      )}
      <fieldset class="labelled">
        <legend>{t('users.role')}</legend>
        <div class="scopes">
          {roles.map((one) => (
            <label key={one} class="scope">
              <input
                {...wired('role', act.wrong, one)}
                type="radio"
                name="role"
                data-testid={`role-${one}`}
                checked={role === one}
                onChange={() => {
                  act.forgive('role')
                  setRole(one)
                }}
              />
              <span>
                <span class="strong">{t(`role.${one}`)}</span>
                <span class="muted small">{t(`role.${one}.text`)}</span>
              </span>
            </label>
          ))}
        </div>
        <Wrongly of="role" wrong={act.wrong} />
      </fieldset>
      {user !== null && (
        <label class="mode">
          <input
            type="checkbox"
            role="switch"
            data-testid="may-call"
            checked={mayCall}
            onChange={(event) => setMayCall(event.currentTarget.checked)}
          />
          <span>
            <span class="strong">{t('users.may_call')}</span>
            <span class="muted small">{t('users.may_call.text')}</span>
          </span>
        </label>
      )}
      <NotDone act={act} fields={['name', 'id', 'role']} />
      <div class="form-end">
        <button type="submit" class="button accent" data-testid="save" aria-disabled={act.isBusy}>
          <Icon of={Save} size={16} />
          {t(act.isBusy ? 'group.saving' : 'group.save')}
        </button>
        <button type="button" class="button" onClick={props.cancel}>
          {t('group.cancel')}
        </button>
      </div>
    </form>
  )
}
