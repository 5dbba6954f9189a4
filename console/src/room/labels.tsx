import { Plus, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RoomLabel, RoomWhole } from '../api'
import { t } from '../i18n'
import { listRooms, setRoomLabels } from '../rest'
import { Refused } from '../supervisor/parts'
import { Icon } from '../ui/icon'
import { useChange } from './room-state'

const MOST = 20
const MAX_LENGTH = 40

/** Apart from each other, and readable on both themes as a dot beside the name. */
const COLOURS = ['#c62828', '#ef6c00', '#f9a825', '#2e7d32', '#00838f', '#1565c0', '#6a1b9a', '#6d4c41'] as const

/** A name with a dot of its colour: whoever sees no colour reads the name. */
export function Label(props: { name: string; colour: string; takeOff?: (() => void) | undefined }): JSX.Element {
  return (
    <span class="chip label" data-testid="label">
      <Dot colour={props.colour} />
      <bdi>{props.name}</bdi>
      {props.takeOff !== undefined && (
        <button
          type="button"
          class="chip-button"
          aria-label={t('labels.take_off', { name: props.name })}
          title={t('labels.take_off', { name: props.name })}
          data-testid="take-off"
          onClick={props.takeOff}
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </span>
  )
}

const Dot = ({ colour }: { colour: string }): JSX.Element => (
  <svg class="label-dot" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    <circle cx="5" cy="5" r="5" fill={colour} />
  </svg>
)

/** The labels of a room, to be taken off one by one, and the way to one more (RM-4). */
export function Labels({ room, again }: { room: RoomWhole; again: () => void }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const change = useChange(again)
  const set = (labels: readonly RoomLabel[]): Promise<boolean> =>
    change.run(() => setRoomLabels(room.id, labels))
  return (
    <section class="card" aria-labelledby={`labels-${room.id}`} data-testid="labels">
      <h2 id={`labels-${room.id}`} class="card-title">
        {t('room.labels')}
      </h2>
      <div class="room-chips">
        {room.labels.map((label) => (
          <Label
            key={label.name}
            {...label}
            takeOff={() => void set(room.labels.filter(({ name }) => name !== label.name))}
          />
        ))}
        {!isOpen && room.labels.length < MOST && (
          <button type="button" class="button small" data-testid="new-label" onClick={() => setOpen(true)}>
            <Icon of={Plus} size={14} />
            {t('labels.add')}
          </button>
        )}
      </div>
      {isOpen && (
        <NewLabel
          room={room}
          isBusy={change.busy}
          add={async (label) => {
            if (await set([...room.labels, label])) {
              setOpen(false)
            }
          }}
          close={() => setOpen(false)}
        />
      )}
      {change.refusal !== null && <Refused refusal={change.refusal} />}
    </section>
  )
}

/** Labels of the account's last rooms: one word for one thing, instead of three spellings of it. */
function useUsed(): readonly RoomLabel[] {
  const [used, setUsed] = useState<readonly RoomLabel[]>([])
  useEffect(() => {
    const abort = new AbortController()
    listRooms({ limit: 100 }, abort.signal).then(
      ({ data }) => {
        const byName = new Map(data.flatMap(({ labels }) => labels).map((label) => [label.name, label]))
        setUsed([...byName.values()].sort((one, other) => one.name.localeCompare(other.name)))
      },
      // An offer only: a name can be written all the same.
      () => undefined,
    )
    return () => abort.abort()
  }, [])
  return used
}

function NewLabel(props: {
  room: RoomWhole
  isBusy: boolean
  add: (label: RoomLabel) => Promise<void>
  close: () => void
}): JSX.Element {
  const [name, setName] = useState('')
  const [colour, setColour] = useState<string>(COLOURS[5])
  const has = (word: string): boolean => props.room.labels.some((label) => label.name === word)
  const offered = useUsed().filter((label) => !has(label.name))
  const wanted = name.trim()
  const isThere = has(wanted)
  const submit = (event: Event): void => {
    event.preventDefault()
    if (wanted !== '' && !isThere && !props.isBusy) {
      void props.add({ name: wanted, colour })
    }
  }
  return (
    <form class="label-form" data-testid="label-form" onSubmit={submit}>
      {offered.length > 0 && (
        <div class="room-chips" role="group" aria-label={t('labels.used')}>
          {offered.map((label) => (
            <button
              key={label.name}
              type="button"
              class="chip label chip-offer"
              data-testid="label-offer"
              aria-disabled={props.isBusy}
              onClick={() => void props.add(label)}
            >
              <Dot colour={label.colour} />
              <bdi>{label.name}</bdi>
            </button>
          ))}
        </div>
      )}
      <label>
        <span class="filter-name">{t('labels.name')}</span>
        <input
          class="field"
          type="text"
          maxLength={MAX_LENGTH}
          autocomplete="off"
          data-testid="label-name"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="swatches" role="radiogroup" aria-label={t('labels.colour')}>
        {COLOURS.map((one, index) => (
          <label key={one} class="swatch" title={t(`labels.colour.${index}` as 'labels.colour.0')}>
            <input
              type="radio"
              name={`colour-${props.room.id}`}
              checked={colour === one}
              aria-label={t(`labels.colour.${index}` as 'labels.colour.0')}
              data-testid={`colour-${index}`}
              onChange={() => setColour(one)}
            />
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <circle cx="10" cy="10" r="8" fill={one} />
            </svg>
          </label>
        ))}
      </div>
      {isThere && <p class="muted small">{t('labels.there')}</p>}
      <div class="button-form-end">
        <button type="button" class="button small" onClick={props.close}>
          {t('button.cancel')}
        </button>
        <button
          type="submit"
          class="button small accent"
          data-testid="add-label"
          aria-disabled={props.isBusy || wanted === '' || isThere}
        >
          {t('labels.add_this')}
        </button>
      </div>
    </form>
  )
}
