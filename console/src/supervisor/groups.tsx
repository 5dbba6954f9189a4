import { ListOrdered, Pencil, Plus, UsersRound } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import type { AgentNow, RingGroup } from '../api'
import { channelName } from '../admin/channels-names'
import { listAgents, listRingGroups } from '../rest'
import { Icon } from '../ui/icon'
import { Done } from './done'
import { useLoaded } from './load'
import { Empty, Refused, Skeleton } from './parts'
import { hrefOf } from './route'

/** Whose browsers ring when a customer calls a channel (RG-1 to RG-7). */
export function Groups(): JSX.Element {
  const groups = useLoaded('groups', listRingGroups)
  const agents = useLoaded('agents', listAgents)
  const people = agents.state === 'there' ? agents.value.data : []
  // With the people: members by their ids would turn into names a moment later.
  const listed = groups.state === 'there' && agents.state !== 'loading' ? groups.value.data : null
  return (
    <>
      <div class="page-head">
        <h1>{t('groups.title')}</h1>
        <a class="button accent" href={hrefOf.newGroup} data-testid="new-group">
          <Icon of={Plus} size={16} />
          {t('groups.new')}
        </a>
      </div>
      <Done />
      {listed === null && groups.state !== 'refused' && (
        <div class="card">
          <Skeleton rows={3} kind="row" />
        </div>
      )}
      {groups.state === 'refused' && <Refused refusal={groups.refusal} again={groups.again} />}
      {listed?.length === 0 && (
        <div class="card">
          <Empty icon={UsersRound} title={t('groups.none')} text={t('groups.none.text')} />
        </div>
      )}
      {listed !== null && listed.length > 0 && (
        <ul class="groups" data-testid="groups">
          {listed.map((group) => (
            <Group key={group.id} group={group} people={people} />
          ))}
        </ul>
      )}
    </>
  )
}

export const nameIn = (people: readonly AgentNow[], id: string): string =>
  people.find((one) => one.id === id)?.name ?? id

function Group(props: { group: RingGroup; people: readonly AgentNow[] }): JSX.Element {
  const { group, people } = props
  const isOrdered = group.mode === 'round_robin'
  return (
    <li class="card group" data-testid={group.id}>
      <div class="group-head">
        <h2 class="group-name">
          <bdi>{group.name}</bdi>
        </h2>
        <a class="button small" href={hrefOf.group(group.id)} aria-label={`${t('groups.edit')}: ${group.name}`}>
          <Icon of={Pencil} size={14} />
          {t('groups.edit')}
        </a>
      </div>
      <p class="group-facts muted">
        <span class="group-mode">
          <Icon of={isOrdered ? ListOrdered : UsersRound} size={16} />
          {t(`groups.mode.${group.mode}`)}
        </span>
        <span title={group.channel}>
          {t('calls.channel')} <bdi>{channelName(group.channel)}</bdi>
        </span>
        {isOrdered && group.hunting_s > 0 && <span>{t('groups.hunting', { seconds: group.hunting_s })}</span>}
      </p>
      {group.members.length === 0 ? (
        <p class="group-empty">{t('groups.no_members')}</p>
      ) : (
        <ol class="group-members" aria-label={t('groups.members')}>
          {group.members.map((member, index) => (
            <li key={member} class="member-chip">
              {isOrdered && <span class="muted number">{index + 1}</span>}
              <span class="cut">
                <bdi>{nameIn(people, member)}</bdi>
                {people.find((one) => one.id === member)?.disabled === true && (
                  <span class="muted small"> ({t('groups.disabled')})</span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}
