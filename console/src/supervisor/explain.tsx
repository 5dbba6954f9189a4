import { Ban, BellOff, BellRing, Check, CircleHelp, Coffee, CornerDownRight, Phone, PhoneOff, PhoneOutgoing, Send, Unplug, UserMinus } from 'lucide'
import type { IconNode } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { duration, exactTime, hasMessage, list, t, words } from '../i18n'
import type { CallExplanation, CallStory } from '../api'
import { explainCall, listRingGroups } from '../rest'
import { Icon } from '../ui/icon'
import { metaCode } from './call-words'
import { useLoaded } from './load'
import { Refused, Skeleton } from './parts'

type Seen = CallExplanation['agents'][number]
type Finding = Seen['findings'][number]

const ICONS: Record<string, IconNode> = {
  disabled: Ban,
  offline: UserMinus,
  away: Coffee,
  on_call: Phone,
  in_wrap_up: Coffee,
  page_unreachable: Unplug,
  no_page_and_no_push: UserMinus,
  push_sent: Send,
  push_refused: BellOff,
  leg_unreachable: Unplug,
  rings: BellRing,
  rang: BellRing,
  declined: PhoneOff,
  took: Check,
  not_their_turn: BellOff,
  not_in_group: BellOff,
  not_assigned: BellOff,
}

/** "Why did it (not) ring?": kept with the call, so that it says what was so then. A call to a customer is
 * sent to no agent: what is told of it is how far it came. */
export function Explain({ call }: { call: CallStory }): JSX.Element {
  const events = call.events.length
  const isPlaced = call.direction === 'outbound'
  const explained = useLoaded(call.id, (signal) => explainCall(call.id, signal))
  const told = useRef(events)
  useEffect(() => {
    // Something has happened since: of a call that goes on there is more to explain.
    if (told.current !== events) {
      told.current = events
      explained.again()
    }
  }, [events])
  return (
    <section class="card" aria-labelledby="why-title" data-testid="explain">
      <h2 id="why-title" class="card-title">
        {t(isPlaced ? 'why.title.placed' : 'why.title')}
      </h2>
      {explained.state === 'loading' && <Skeleton rows={4} kind="row" />}
      {explained.state === 'refused' && <Refused refusal={explained.refusal} again={explained.again} />}
      {explained.state === 'there' && (
        <>
          {isPlaced ? <Placed call={call} /> : <Told told={explained.value} />}
          {explained.value.end !== null && <End end={explained.value.end} />}
        </>
      )}
    </section>
  )
}

/** Who called the customer, whether the phone rang there, and whether anybody answered. */
function Placed({ call }: { call: CallStory }): JSX.Element {
  const isAnswered = call.connected_at !== null
  const rang = isAnswered || call.events.some(({ kind }) => kind === 'customer_rings')
  return (
    <ul class="ways" data-testid="placed">
      <Step icon={PhoneOutgoing}>
        {call.agent === null ? t('placed.called') : t('placed.called.by', { name: call.agent.name })}
      </Step>
      {rang ? (
        <Step icon={BellRing}>
          {call.ring_ms === null ? t('placed.rang') : t('placed.rang.for', { time: duration(call.ring_ms) })}
        </Step>
      ) : (
        call.status !== null && <Step icon={BellOff}>{t('placed.never_rang')}</Step>
      )}
      {isAnswered ? (
        <Step icon={Check}>{t('placed.answered')}</Step>
      ) : (
        rang && call.status !== null && <Step icon={PhoneOff}>{t('placed.unanswered')}</Step>
      )}
    </ul>
  )
}

function Step(props: { icon: IconNode; children: ComponentChildren }): JSX.Element {
  return (
    <li>
      <Icon of={props.icon} size={16} />
      <span>{props.children}</span>
    </li>
  )
}

function Told({ told }: { told: CallExplanation }): JSX.Element {
  const groups = useLoaded('groups', listRingGroups)
  /** Null while it is asked for: the way is told without it. */
  const nameOf = (group: string): string | null =>
    groups.state === 'there' ? (groups.value.data.find((one) => one.id === group)?.name ?? group) : null
  const isStranger = ({ findings }: Seen): boolean =>
    findings.every(({ found: word }) => word === 'not_in_group' || word === 'not_assigned')
  const considered = told.agents.filter((seen) => !isStranger(seen))
  const strangers = told.agents.filter(isStranger)
  return (
    <>
      <ul class="ways">
        {told.routed.length === 0 && <li class="muted">{t('way.none')}</li>}
        {told.routed.map((routed, index) => (
          <li key={index} data-testid="way" data-way={routed.way} title={exactTime(Date.parse(routed.at))}>
            <Icon of={CornerDownRight} size={16} />
            <span>
              {index > 0 && `${t('way.then')} `}
              {way(routed.way, routed.ring_group === null ? null : nameOf(routed.ring_group))}
            </span>
          </li>
        ))}
      </ul>
      {considered.length > 0 && (
        <ul class="seen">
          {considered.map(({ agent, findings }) => (
            <li key={agent.id} data-testid={`seen-${agent.id}`}>
              <span class="avatar" aria-hidden="true">
                {agent.name.charAt(0).toUpperCase()}
              </span>
              <span class="strong cut" title={agent.name}>
                <bdi>{agent.name}</bdi>
              </span>
              <ul class="findings">
                {findings.map((finding, index) => (
                  <Found key={index} finding={finding} />
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <Strangers seen={strangers} found="not_in_group" />
      <Strangers seen={strangers} found="not_assigned" />
    </>
  )
}

/** Whoever was no candidate at all is named on one line, however many they are. */
function Strangers(props: { seen: readonly Seen[]; found: 'not_in_group' | 'not_assigned' }): JSX.Element | null {
  const names = props.seen
    .filter(({ findings }) => findings.at(-1)?.found === props.found)
    .map(({ agent }) => agent.name)
  return names.length === 0 ? null : (
    <p class="muted strangers" data-testid={`strangers-${props.found}`}>
      {t(`why.${props.found}`, { names: list(names) })}
    </p>
  )
}

function way(word: string, group: string | null): string {
  const key = `way.${word}`
  if (!hasMessage(key)) {
    return words('way', word)
  }
  const grouped = `${key}.group`
  return group !== null && hasMessage(grouped) ? t(grouped, { group }) : t(key)
}

function Found({ finding }: { finding: Finding }): JSX.Element {
  const at = Date.parse(finding.at)
  return (
    <li data-found={finding.found} title={exactTime(at)}>
      <Icon of={ICONS[finding.found] ?? CircleHelp} size={16} />
      <span>{found(finding)}</span>
    </li>
  )
}

function found({ found: word, for_ms: ms }: Finding): string {
  const timed = `found.${word}.for`
  return ms !== null && hasMessage(timed) ? t(timed, { time: duration(ms) }) : words('found', word)
}

function End({ end }: { end: NonNullable<CallExplanation['end']> }): JSX.Element {
  const help = `why.help.${end.reason}`
  const meta = metaCode(end.meta_error_code, end.meta_error_subcode)
  return (
    <div class="why-end" data-testid="why-ended" data-reason={end.reason}>
      <p class="strong">{t('why.ended')}</p>
      <p>
        {words('reason', end.reason)} <span class="muted">{t('why.ended_by', { who: words('ended_by', end.ended_by) })}</span>
      </p>
      {hasMessage(help) && (
        <p class="muted" data-testid="why-help">
          {t(help)}
        </p>
      )}
      {meta !== null && (
        <p class="why-meta" data-testid="meta-code">
          {meta}
        </p>
      )}
    </div>
  )
}
