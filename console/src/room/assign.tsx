import { UserRoundPlus } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { AgentNow, RoomWhole } from '../api'
import { t } from '../i18n'
import { assignRoom, listAgents } from '../rest'
import { stateOf } from '../supervisor/live-state'
import { useLoaded } from '../supervisor/load'
import { Refused, Skeleton } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { useChange } from './room-state'

/** Opens the choice of who handles the room. */
export function AssignButton(props: { room: RoomWhole; isOpen: boolean; toggle: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="button"
      data-testid="assign"
      aria-expanded={props.isOpen}
      onClick={props.toggle}
    >
      <Icon of={UserRoundPlus} size={16} />
      {t(props.room.state === 'answered' ? 'assign.again' : 'assign.open')}
    </button>
  )
}

/** Who handles the room, one or several (RM-2): for whoever may read who works here. */
export function Assign(props: { room: RoomWhole; again: () => void; close: () => void }): JSX.Element {
  const { room } = props
  const people = useLoaded('agents', listAgents)
  const [chosen, setChosen] = useState<readonly string[]>(() => room.agents.map(({ id }) => id))
  const change = useChange(props.again)
  const toggle = (id: string): void =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (chosen.length > 0 && (await change.run((key) => assignRoom(room.id, chosen, key)))) {
      props.close()
    }
  }
  return (
    <form class="assign-form" data-testid="assign-form" onSubmit={(event) => void save(event)}>
      <fieldset class="assign-list">
        <legend class="filter-name">{t('assign.who')}</legend>
        {people.state === 'loading' && <Skeleton rows={3} kind="row" />}
        {people.state === 'refused' && <Refused refusal={people.refusal} again={people.again} />}
        {people.state === 'there' &&
          people.value.data
            .filter((agent) => !agent.disabled)
            .map((agent) => (
              <Choice
                key={agent.id}
                agent={agent}
                isChosen={chosen.includes(agent.id)}
                toggle={() => toggle(agent.id)}
              />
            ))}
      </fieldset>
      {change.refusal !== null && <Refused refusal={change.refusal} />}
      <div class="button-form-end">
        <button type="button" class="button small" onClick={props.close}>
          {t('button.cancel')}
        </button>
        <button
          type="submit"
          class="button small accent"
          data-testid="assign-save"
          aria-disabled={change.busy || chosen.length === 0}
        >
          {t('assign.save', { count: chosen.length })}
        </button>
      </div>
    </form>
  )
}

function Choice(props: { agent: AgentNow; isChosen: boolean; toggle: () => void }): JSX.Element {
  const { agent } = props
  const state = stateOf(agent)
  return (
    <label class="assign-choice">
      <input
        type="checkbox"
        data-testid={`assign-${agent.id}`}
        checked={props.isChosen}
        onChange={props.toggle}
      />
      <span class="cut" title={agent.name}>
        <bdi>{agent.name}</bdi>
      </span>
      <span class="pill" data-state={state}>
        {t(`live.${state}`)}
      </span>
    </label>
  )
}
