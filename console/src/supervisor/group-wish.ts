import type { RingGroup, RingGroupWish } from '../api'
import { hasMessage, t } from '../i18n'
import type { Refusal } from '../rest'

/** What the form holds: the group as it is wished, the seconds as they were written. */
export interface Draft {
  name: string
  channel: string
  mode: RingGroup['mode']
  members: readonly string[]
  hunting: string
}

export const draftOf = (group: RingGroup): Draft => ({
  name: group.name,
  channel: group.channel,
  mode: group.mode,
  members: group.members,
  hunting: String(group.hunting_s),
})

export const emptyDraft = (channel: string): Draft => ({
  name: '',
  channel,
  mode: 'ring_all',
  members: [],
  hunting: '0',
})

/** Sent as written where it is wrong: the gateway knows what is right, and says so of the field. */
export const wishOf = (draft: Draft): RingGroupWish => ({
  name: draft.name.trim(),
  channel: draft.channel.trim(),
  mode: draft.mode,
  members: [...draft.members],
  hunting_s: draft.mode === 'round_robin' ? Number(draft.hunting.trim() || Number.NaN) : 0,
})

/** What is wrong, by field: `name`, `channel`, `mode`, `hunting_s`, `members`, or a member's own place. */
export type Wrong = Readonly<Record<string, string>>

/** The name of a member's own place in the form. */
export const memberField = (member: string): string => `member-${member.replace(/\s/g, '_')}`

/** The gateway names the member by its place, the page by its id: it may be moved before it is mended. */
export function wrongOf(refusal: Refusal, members: readonly string[], nameOf: (id: string) => string): Wrong {
  const told = refusal.fields.map(({ name, reason }): [string, string] => {
    const place = /^members\[(\d+)\]$/.exec(name)?.[1]
    const member = place === undefined ? undefined : members[Number(place)]
    return member === undefined
      ? [name, reasonWords(reason, '')]
      : [memberField(member), reasonWords(reason, nameOf(member))]
  })
  return Object.fromEntries(told)
}

/** The gateway's reason in the reader's language; one that is new to the page as it came. */
export function reasonWords(reason: string, name: string): string {
  const key = `wrong.${reason.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`
  return hasMessage(key) ? t(key, { name }) : reason
}

export function moved(members: readonly string[], member: string, by: -1 | 1): readonly string[] {
  const from = members.indexOf(member)
  const to = from + by
  if (from < 0 || to < 0 || to >= members.length) {
    return members
  }
  const rest = members.filter((one) => one !== member)
  return [...rest.slice(0, to), member, ...rest.slice(to)]
}
