import { effect } from '@preact/signals'
import { ArrowLeft, CircleCheck, PhoneIncoming, Save, TriangleAlert, Undo2 } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { phoneNumber, t, type MessageKey } from '../i18n'
import type { Channel as ChannelNow } from '../api'
import { role } from '../desk/role'
import { link } from '../desk/store'
import { listChannels, replaceChannel, type Refusal } from '../rest'
import { Labelled, useWrongFirst, wired, Wrongly } from '../supervisor/fields'
import type { Wrong } from '../supervisor/group-wish'
import { asRefusal } from '../supervisor/load'
import { Empty, Refused, refusalWords, Skeleton } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { AnswerRate, AtMeta, Restrictions } from './channels-meta'
import { readChannels } from './channels-names'
import { draftOf, wishOf, wrongOf, type Draft } from './channels-wish'
import { OfficeHours } from './office-hours'

const SLOW_MS = 15_000
/** While something is on its way to Meta. */
const QUICK_MS = 1500

type Seen = { channel: ChannelNow | null } | { refusal: Refusal } | null

/** The channel, read again while the page is open: what Meta says comes when it comes. */
function useChannel(id: string): { seen: Seen; set: (channel: ChannelNow) => void; again: () => void } {
  const [seen, setSeen] = useState<Seen>(null)
  const [turn, setTurn] = useState(0)
  const state = seen !== null && 'channel' in seen ? seen.channel?.meta.state : undefined
  const isMoving = state === 'writing' || state === 'unread'
  useEffect(() => {
    const abort = new AbortController()
    const look = async (): Promise<void> => {
      try {
        const { data } = await listChannels(abort.signal)
        setSeen({ channel: data.find((one) => one.id === id) ?? null })
      } catch (error) {
        if (!abort.signal.aborted) {
          // What is there stays: the form may hold what somebody is writing.
          setSeen((before) => (before !== null && 'channel' in before ? before : { refusal: asRefusal(error) }))
        }
      }
    }
    if (seen === null || turn > 0) {
      void look()
    }
    const timer = setInterval(() => void look(), isMoving ? QUICK_MS : SLOW_MS)
    return () => {
      clearInterval(timer)
      abort.abort()
    }
  }, [id, turn, isMoving])
  return { seen, set: (channel) => setSeen({ channel }), again: () => setTurn((before) => before + 1) }
}

/** One channel: how it stands with Meta, and its call settings (IN-2, IN-7, IN-13, RM-9). */
export function Channel({ id }: { id: string }): JSX.Element {
  const { seen, set, again } = useChannel(id)
  return (
    <>
      <a class="back" href={hrefOf.channels} data-testid="back">
        <Icon of={ArrowLeft} size={16} />
        {t('channel.back')}
      </a>
      {seen === null && (
        <div class="card">
          <Skeleton rows={6} kind="row" />
        </div>
      )}
      {seen !== null && 'refusal' in seen && <Refused refusal={seen.refusal} again={again} />}
      {seen !== null && 'channel' in seen && seen.channel === null && (
        <div class="card">
          <Empty icon={PhoneIncoming} title={t('channel.unknown')} text={t('channel.unknown.text')} />
        </div>
      )}
      {seen !== null && 'channel' in seen && seen.channel !== null && <Found channel={seen.channel} set={set} />}
    </>
  )
}

function Found({ channel, set }: { channel: ChannelNow; set: (channel: ChannelNow) => void }): JSX.Element {
  const mayWrite = role.value === 'admin' || role.value === 'owner'
  return (
    <>
      <div class="page-head">
        <h1>
          <bdi>{channel.name}</bdi> <span class="channel-number muted number">{phoneNumber(channel.number)}</span>
        </h1>
      </div>
      <Restrictions channel={channel} />
      <div class="channel-columns">
        <Form channel={channel} mayWrite={mayWrite} set={set} />
        <div class="channel-side">
          <AtMeta channel={channel} mayWrite={mayWrite} changed={set} />
          <AnswerRate channel={channel} />
        </div>
      </div>
    </>
  )
}

interface FormProps {
  channel: ChannelNow
  mayWrite: boolean
  set: (channel: ChannelNow) => void
}

/** What was begun and not saved, by channel: it is there again for whoever comes back from another page. */
const begun = new Map<string, Draft>()

effect(() => {
  if (link.value.state === 'out') {
    begun.clear()
  }
})

function Form({ channel, mayWrite, set }: FormProps): JSX.Element {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [kept, setKept] = useState(() => draftOf(channel, here))
  const [draft, setDraft] = useState<Draft>(() => begun.get(channel.id) ?? kept)
  const [wrong, setWrong] = useState<Wrong>({})
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const form = useWrongFirst(refused)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(kept)
  useEffect(() => {
    if (isChanged) {
      begun.set(channel.id, draft)
    } else {
      begun.delete(channel.id)
    }
  }, [channel.id, draft, isChanged])

  /** A field that is changed is not wrong any more, as far as anybody knows. */
  const change = (next: Partial<Draft>, ...fields: string[]): void => {
    setDraft((before) => ({ ...before, ...next }))
    setWrong((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !fields.includes(name))))
    setSaved(false)
  }
  const start = (next: Draft): void => {
    setKept(next)
    setDraft(next)
    setWrong({})
    setRefused(null)
  }
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (isSaving || !mayWrite) {
      return
    }
    setSaving(true)
    setSaved(false)
    try {
      const saved = await replaceChannel(channel.id, wishOf(draft))
      set(saved)
      start({ ...draftOf(saved, here), ...(draft.isAlways ? { zone: draft.zone, week: draft.week } : {}) })
      setSaved(true)
      void readChannels()
    } catch (error) {
      const refusal = asRefusal(error)
      setWrong(wrongOf(refusal))
      setRefused(refusal)
    }
    setSaving(false)
  }
  return (
    <form class="card group-form channel-form" ref={form} data-testid="channel-form" noValidate onSubmit={(event) => void save(event)}>
      <h2 class="card-title">{t('channel.settings')}</h2>
      {!mayWrite && <p class="muted" data-testid="read-only">{t('channel.read_only')}</p>}
      <fieldset class="plain" disabled={!mayWrite}>
        <Fields draft={draft} wrong={wrong} isBarred={channel.outbound_barred} change={change} />
      </fieldset>
      {refused !== null && (
        <div class="notice danger" role="alert" data-testid="not-saved">
          <Icon of={TriangleAlert} />
          <span class="notice-words">{refused.fields.length > 0 ? t('channel.wrong') : refusalWords(refused)}</span>
        </div>
      )}
      {mayWrite && (
        <div class="form-end">
          <button type="submit" class="button accent" data-testid="save" aria-disabled={isSaving}>
            <Icon of={Save} size={16} />
            {t(isSaving ? 'channel.saving' : 'channel.save')}
          </button>
          {isChanged && (
            <button type="button" class="button" data-testid="discard" onClick={() => start(kept)}>
              <Icon of={Undo2} size={16} />
              {t('channel.left')}
            </button>
          )}
          <span role="status" class="form-saved">
            {isChanged && <span data-testid="unsaved">{t('channel.unsaved')}</span>}
            {isSaved && (
              <>
                <Icon of={CircleCheck} size={16} />
                <span data-testid="saved">{t('channel.saved')}</span>
              </>
            )}
          </span>
        </div>
      )}
    </form>
  )
}

interface FieldsProps {
  draft: Draft
  /** WhatsApp lets no number of this country call. */
  isBarred: boolean
  wrong: Wrong
  change: (next: Partial<Draft>, ...fields: string[]) => void
}

function Fields({ draft, wrong, isBarred, change }: FieldsProps): JSX.Element {
  return (
    <>
      <Switch
        name={t('channel.inbound')}
        text={t('channel.inbound.text')}
        of="inbound"
        isOn={draft.inbound}
        set={(inbound) => change({ inbound }, 'inbound')}
      />
      <Labelled name={t('channel.window')} of="ringing_window_s" wrong={wrong}>
        <span class="with-unit">
          <input
            {...wired('ringing_window_s', wrong)}
            type="number"
            class="field number"
            data-testid="ringing-window"
            min={30}
            max={60}
            value={draft.window}
            onInput={(event) => change({ window: event.currentTarget.value }, 'ringing_window_s')}
          />
          <span class="muted">{t('channel.window.unit')}</span>
        </span>
      </Labelled>
      <Choices
        legend="channel.hours"
        of="hours"
        is={draft.isAlways ? 'always' : 'some'}
        among={['always', 'some']}
        set={(which) => change({ isAlways: which === 'always' })}
      />
      {!draft.isAlways && <OfficeHours draft={draft} wrong={wrong} change={change} />}
      <Choices
        legend="channel.rule"
        of="rule"
        is={draft.rule}
        among={['reject', 'voicemail', 'ring']}
        set={(rule) => change({ rule: rule as Draft['rule'] }, 'out_of_hours')}
      >
        <Wrongly of="out_of_hours" wrong={wrong} />
      </Choices>
      <Switch
        name={t('channel.callback')}
        text={t('channel.callback.text')}
        of="callback"
        isOn={draft.callback}
        set={(callback) => change({ callback }, 'callback_permission')}
      />
      <Switch
        name={t('channel.outbound')}
        text={t(isBarred ? 'channel.outbound.barred' : 'channel.outbound.text')}
        of="outbound"
        isOn={draft.outbound}
        set={(outbound) => change({ outbound }, 'outbound')}
      />
    </>
  )
}

function Switch(props: {
  name: string
  text: string
  of: string
  isOn: boolean
  set: (isOn: boolean) => void
}): JSX.Element {
  return (
    <label class="mode">
      <input
        type="checkbox"
        role="switch"
        data-testid={props.of}
        checked={props.isOn}
        onChange={(event) => props.set(event.currentTarget.checked)}
      />
      <span>
        <span class="strong">{props.name}</span>
        <span class="muted small">{props.text}</span>
      </span>
    </label>
  )
}

function Choices(props: {
  legend: MessageKey
  of: 'hours' | 'rule'
  is: string
  among: readonly string[]
  set: (which: string) => void
  children?: ComponentChildren
}): JSX.Element {
  return (
    <fieldset class="labelled">
      <legend>{t(props.legend)}</legend>
      <div class={`modes modes-${props.among.length}`}>
        {props.among.map((which) => (
          <label key={which} class="mode">
            <input
              type="radio"
              name={props.of}
              data-testid={`${props.of}-${which}`}
              value={which}
              checked={props.is === which}
              onChange={() => props.set(which)}
            />
            <span>
              <span class="strong">{t(`channel.${props.of}.${which}` as MessageKey)}</span>
              <span class="muted small">{t(`channel.${props.of}.${which}.text` as MessageKey)}</span>
            </span>
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  )
}
