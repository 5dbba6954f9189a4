import { ArrowLeft, Save, TriangleAlert, UsersRound } from 'lucide'
import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { phoneNumber, t } from '../i18n'
import type { AgentNow, Channel, RingGroup } from '../api'
import { createRingGroup, listAgents, listChannels, listRingGroups, replaceRingGroup, type Refusal } from '../rest'
import { Icon } from '../ui/icon'
import { done } from './done'
import { Labelled, useWrongFirst, wired, Wrongly } from './fields'
import { GroupDanger } from './group-danger'
import { GroupMembers } from './group-members'
import { draftOf, emptyDraft, wishOf, wrongOf, type Draft, type Wrong } from './group-wish'
import { nameIn } from './groups'
import { asRefusal, useLoaded } from './load'
import { Empty, Refused, refusalWords, Skeleton } from './parts'
import { hrefOf } from './route'

/** One ring group to make or to change; `id` is null for a new one. */
export function Group({ id }: { id: string | null }): JSX.Element {
  const loaded = useLoaded('group', readAll)
  return (
    <>
      <a class="back" href={hrefOf.groups} data-testid="back">
        <Icon of={ArrowLeft} size={16} />
        {t('group.back')}
      </a>
      {loaded.state === 'loading' && (
        <div class="card">
          <Skeleton rows={6} kind="row" />
        </div>
      )}
      {loaded.state === 'refused' && <Refused refusal={loaded.refusal} again={loaded.again} />}
      {loaded.state === 'there' && <Found id={id} {...loaded.value} />}
    </>
  )
}

interface Known {
  groups: readonly RingGroup[]
  people: readonly AgentNow[]
  channels: readonly Channel[]
}

async function readAll(signal: AbortSignal): Promise<Known> {
  const [groups, people, channels] = await Promise.all([
    listRingGroups(signal),
    listAgents(signal),
    listChannels(signal),
  ])
  return { groups: groups.data, people: people.data, channels: channels.data }
}

function Found({ id, ...known }: Known & { id: string | null }): JSX.Element {
  const group = known.groups.find((one) => one.id === id)
  if (id !== null && group === undefined) {
    return (
      <div class="card">
        <Empty icon={UsersRound} title={t('group.unknown')} text={t('group.unknown.text')} />
      </div>
    )
  }
  return <Form group={group ?? null} {...known} />
}

/** The same wish with the same key: a press after a lost answer makes no second group. */
function useKey(): (wish: object) => string {
  const kept = useRef({ of: '', key: '' })
  return (wish) => {
    const of = JSON.stringify(wish)
    if (kept.current.of !== of) {
      kept.current = { of, key: crypto.randomUUID?.() ?? String(Math.random()).slice(2) }
    }
    return kept.current.key
  }
}

function Form({ group, groups, people, channels }: Known & { group: RingGroup | null }): JSX.Element {
  const [draft, setDraft] = useState<Draft>(() =>
    group === null ? emptyDraft(channels.length === 1 ? (channels[0]?.id ?? '') : '') : draftOf(group),
  )
  const [wrong, setWrong] = useState<Wrong>({})
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [isSaving, setSaving] = useState(false)
  const form = useWrongFirst(refused)
  const keyOf = useKey()
  const nameOf = (member: string): string => nameIn(people, member)

  /** A field that is changed is not wrong any more, as far as anybody knows. */
  const change = (next: Partial<Draft>, field: string): void => {
    setDraft((before) => ({ ...before, ...next }))
    setWrong(({ [field]: _, ...rest }) => rest)
  }
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (isSaving) {
      return
    }
    setSaving(true)
    try {
      const wish = wishOf(draft)
      const saved = await (group === null ? createRingGroup(wish, keyOf(wish)) : replaceRingGroup(group.id, wish))
      done.value = { words: () => t('groups.saved', { name: saved.name }) }
      location.hash = hrefOf.groups
    } catch (error) {
      const refusal = asRefusal(error)
      setWrong(wrongOf(refusal, draft.members, nameOf))
      setRefused(refusal)
      setSaving(false)
    }
  }
  return (
    <>
      <form class="card group-form" ref={form} data-testid="group-form" noValidate onSubmit={(event) => void save(event)}>
        <h1>{group === null ? t('groups.new') : <bdi>{group.name}</bdi>}</h1>
        <Labelled name={t('group.name')} of="name" wrong={wrong}>
          <input
            {...wired('name', wrong)}
            class="field"
            data-testid="group-name"
            maxLength={100}
            autocomplete="off"
            value={draft.name}
            onInput={(event) => change({ name: event.currentTarget.value }, 'name')}
          />
        </Labelled>
        <Labelled name={t('group.channel')} of="channel" wrong={wrong}>
          <select
            {...wired('channel', wrong)}
            class="field"
            data-testid="group-channel"
            value={draft.channel}
            onChange={(event) => change({ channel: event.currentTarget.value }, 'channel')}
          >
            {!channels.some((channel) => channel.id === draft.channel) && (
              <option value={draft.channel}>{draft.channel === '' ? t('group.channel.choose') : draft.channel}</option>
            )}
            {channels.map((channel) => (
              <option key={channel.id} value={channel.id}>
                {channel.name} ({phoneNumber(channel.number)})
              </option>
            ))}
          </select>
        </Labelled>
        <Modes draft={draft} wrong={wrong} change={change} />
        {draft.mode === 'round_robin' && (
          <Labelled name={t('group.hunting')} of="hunting_s" wrong={wrong}>
            <span class="with-unit">
              <input
                {...wired('hunting_s', wrong)}
                type="number"
                class="field number"
                data-testid="group-hunting"
                min={0}
                max={60}
                value={draft.hunting}
                onInput={(event) => change({ hunting: event.currentTarget.value }, 'hunting_s')}
              />
              <span class="muted">{t('group.hunting.unit')}</span>
            </span>
          </Labelled>
        )}
        <GroupMembers
          members={draft.members}
          people={people}
          elsewhere={groups.filter((other) => other.id !== group?.id)}
          wrong={wrong}
          change={(members, field) => change({ members }, field)}
        />
        {refused !== null && (
          <div class="notice danger" role="alert" data-testid="not-saved">
            <Icon of={TriangleAlert} />
            <span class="notice-words">
              {refused.fields.length > 0 ? t('group.wrong') : refusalWords(refused)}
            </span>
          </div>
        )}
        <div class="form-end">
          <button type="submit" class="button accent" data-testid="save" aria-disabled={isSaving}>
            <Icon of={Save} size={16} />
            {t(isSaving ? 'group.saving' : 'group.save')}
          </button>
          <a class="button" href={hrefOf.groups}>
            {t('group.cancel')}
          </a>
        </div>
      </form>
      {group !== null && <GroupDanger group={group} />}
    </>
  )
}

function Modes(props: {
  draft: Draft
  wrong: Wrong
  change: (next: Partial<Draft>, field: string) => void
}): JSX.Element {
  return (
    <fieldset class="labelled">
      <legend>{t('group.mode')}</legend>
      <div class="modes">
        {(['ring_all', 'round_robin'] as const).map((mode) => (
          <label key={mode} class="mode">
            <input
              {...wired('mode', props.wrong, mode)}
              type="radio"
              name="mode"
              data-testid={`mode-${mode}`}
              value={mode}
              checked={props.draft.mode === mode}
              onChange={() => props.change({ mode }, 'mode')}
            />
            <span>
              <span class="strong">{t(`groups.mode.${mode}`)}</span>
              <span class="muted small">{t(`group.mode.${mode}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
      <Wrongly of="mode" wrong={props.wrong} />
    </fieldset>
  )
}
