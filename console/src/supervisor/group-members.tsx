import { ChevronDown, ChevronUp, X } from 'lucide'
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import type { AgentNow, RingGroup } from '../api'
import { Icon } from '../ui/icon'
import { Wrongly } from './fields'
import { memberField, moved, type Wrong } from './group-wish'
import { nameIn } from './groups'

interface Props {
  members: readonly string[]
  people: readonly AgentNow[]
  elsewhere: readonly RingGroup[]
  wrong: Wrong
  change: (members: readonly string[], field: string) => void
}

/** Who is in it, in the order in which round robin goes (RG-3); an agent is in one group at most (RG-6). */
export function GroupMembers({ members, people, elsewhere, wrong, change }: Props): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const wanted = useRef<string | null>(null)
  // A row that moves takes the focus with it: who presses "up" three times presses the same button.
  useLayoutEffect(() => {
    if (wanted.current !== null) {
      const row = list.current?.querySelector(`[data-member="${CSS.escape(wanted.current)}"]`)
      row?.querySelector<HTMLElement>('[data-was-pressed=true]:not(:disabled), button:not(:disabled)')?.focus()
      wanted.current = null
    }
  }, [members])
  const move = (button: HTMLElement, member: string, by: -1 | 1): void => {
    list.current?.querySelectorAll('[data-was-pressed]').forEach((one) => one.removeAttribute('data-was-pressed'))
    button.setAttribute('data-was-pressed', 'true')
    wanted.current = member
    change(moved(members, member, by), memberField(member))
  }
  return (
    <fieldset class="labelled">
      <legend>{t('group.members')}</legend>
      {members.length === 0 ? (
        <p class="muted members-none">{t('group.members.none')}</p>
      ) : (
        <ol class="members" ref={list}>
          {members.map((member, index) => {
            const name = nameIn(people, member)
            const isWrong = wrong[memberField(member)] !== undefined
            return (
              <li key={member} data-member={member} data-testid={`member-${member}`}>
                <div class="member">
                  <span class="muted number">{index + 1}</span>
                  <span class="cut strong" title={name}>
                    <bdi>{name}</bdi>
                  </span>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('group.member.up', { name })}
                    disabled={index === 0}
                    onClick={(event) => move(event.currentTarget, member, -1)}
                  >
                    <Icon of={ChevronUp} />
                  </button>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('group.member.down', { name })}
                    disabled={index === members.length - 1}
                    onClick={(event) => move(event.currentTarget, member, 1)}
                  >
                    <Icon of={ChevronDown} />
                  </button>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('group.member.remove', { name })}
                    aria-invalid={isWrong}
                    aria-describedby={isWrong ? `wrong-${memberField(member)}` : undefined}
                    onClick={() => {
                      document.getElementById('group-members')?.focus()
                      change(members.filter((one) => one !== member), memberField(member))
                    }}
                  >
                    <Icon of={X} />
                  </button>
                </div>
                <Wrongly of={memberField(member)} wrong={wrong} />
              </li>
            )
          })}
        </ol>
      )}
      <Add members={members} people={people} elsewhere={elsewhere} wrong={wrong} change={change} />
      <Wrongly of="members" wrong={wrong} />
    </fieldset>
  )
}

function Add({ members, people, elsewhere, change }: Props): JSX.Element {
  return (
    <select
      id="group-members"
      class="field"
      data-testid="member-add"
      aria-label={t('group.member.add')}
      value=""
      onChange={(event) => {
        const member = event.currentTarget.value
        event.currentTarget.value = ''
        if (member !== '') {
          change([...members, member], 'members')
        }
      }}
    >
      <option value="">{t('group.member.add')}</option>
      {people
        .filter((agent) => !agent.disabled && !members.includes(agent.id))
        .map((agent) => {
          const other = elsewhere.find((group) => group.members.includes(agent.id))
          return (
            <option key={agent.id} value={agent.id} disabled={other !== undefined}>
              {other === undefined
                ? agent.name
                : t('group.member.elsewhere', { name: agent.name, group: other.name })}
            </option>
          )
        })}
    </select>
  )
}
