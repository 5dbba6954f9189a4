import type { JSX } from 'preact'
import { t, words } from '../i18n'
import type { WebhookEndpoint } from '../api'
import { Labelled, wired } from '../supervisor/fields'
import type { Act } from './act'
import type { EndpointWish } from './rest'

/** What happens in the gateway and may be sent (docs/events.md). A type that is new to the page stays chosen. */
export const TYPES: readonly string[] = [
  'call.offered',
  'call.ringing',
  'call.declined',
  'call.answered',
  'call.connected',
  'call.ended',
  'room.opened',
  'room.assigned',
  'room.resolved',
  'room.archived',
  'room.unarchived',
  'room.merged',
  'room.message_received',
  'channel.changed',
  'ring_groups.changed',
  'users.changed',
]

/** No list of types: all there are, and those that will be. */
export const EVERYTHING = null

export interface EndpointDraft {
  url: string
  types: readonly string[] | null
}

export const draftOf = (endpoint: WebhookEndpoint): EndpointDraft => ({
  url: endpoint.url,
  types: endpoint.types.length === 0 ? EVERYTHING : endpoint.types,
})

export const wishOf = (draft: EndpointDraft): EndpointWish => ({
  url: draft.url.trim(),
  types: draft.types === null ? [] : [...draft.types],
})

export function EndpointFields(props: {
  draft: EndpointDraft
  act: Act
  change: (next: EndpointDraft) => void
}): JSX.Element {
  const { draft, act, change } = props
  const chosen = draft.types ?? []
  const known = [...TYPES, ...chosen.filter((type) => !TYPES.includes(type))]
  const turn = (type: string): void =>
    change({
      ...draft,
      types: chosen.includes(type) ? chosen.filter((one) => one !== type) : [...chosen, type],
    })
  return (
    <>
      <Labelled name={t('hooks.url')} hint={t('hooks.url.hint')} of="url" wrong={act.wrong}>
        <input
          {...wired('url', act.wrong)}
          type="url"
          class="field code"
          data-testid="hook-url"
          maxLength={2048}
          autocomplete="off"
          spellcheck={false}
          value={draft.url}
          onInput={(event) => {
            act.forgive('url')
            change({ ...draft, url: event.currentTarget.value })
          }}
        />
      </Labelled>
      <fieldset class="labelled">
        <legend>{t('hooks.which')}</legend>
        <label class="scope">
          <input
            type="checkbox"
            data-testid="hook-all"
            checked={draft.types === null}
            onChange={(event) => change({ ...draft, types: event.currentTarget.checked ? EVERYTHING : ['call.ended'] })}
          />
          <span class="strong">{t('hooks.all.text')}</span>
        </label>
        {draft.types !== null && (
          <div class="scopes">
            {known.map((type) => (
              <label key={type} class="scope">
                <input
                  type="checkbox"
                  data-testid={`type-${type}`}
                  checked={chosen.includes(type)}
                  // Nothing chosen would mean everything.
                  disabled={chosen.length === 1 && chosen.includes(type)}
                  onChange={() => turn(type)}
                />
                <span>
                  <span class="code">{type}</span>
                  <span class="muted small">{words('type', type)}</span>
                </span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
    </>
  )
}
