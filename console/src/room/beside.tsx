import { ExternalLink, MessagesSquare, PhoneIncoming, StickyNote, X } from 'lucide'
import type { JSX } from 'preact'
import { phoneNumber, t } from '../i18n'
import { Empty } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { Room } from './room'
import { beside, closeBeside, drafts, ringsNext, showBeside, type BesideCall } from './room-state'

/** The customer's room beside the call, while it rings, runs, and until it is closed (RM-4, IN-11). */
export function Beside(): JSX.Element | null {
  const call = beside.value
  return call === null ? null : (
    <section class="beside" aria-label={t('room.label')} data-testid="beside" data-call={call.call}>
      <Next />
      {call.room === null ? (
        <NoRoom call={call} />
      ) : (
        <Room key={call.room} id={call.room} payload={call.payload} tools={<Tools room={call.room} />} />
      )}
    </section>
  )
}

/** Who rings while something is being written here. */
function Next(): JSX.Element {
  const next = ringsNext.value
  return (
    <div role="status">
      {next !== null && (
        <div class="notice beside-next" data-testid="rings-next">
          <Icon of={PhoneIncoming} />
          <span class="notice-words">{t('room.rings_next', { name: nameOfCall(next) })}</span>
          <button type="button" class="button small" data-testid="show-next" onClick={() => showBeside(next)}>
            {t('room.show_next')}
          </button>
        </div>
      )}
    </div>
  )
}

/** Notes that were begun in rooms that show no more, with the way back to each. */
export function Unsaved(): JSX.Element {
  const others = [...drafts.value].filter(
    ([room, { text }]) => room !== beside.value?.room && text.trim() !== '',
  )
  return (
    <>
      {others.map(([room, { name }]) => (
        <div key={room} class="notice beside-next" data-testid="unsaved-note">
          <Icon of={StickyNote} />
          <span class="notice-words">{t('room.unsaved', { name })}</span>
          <a class="button small" href={hrefOf.room(room)}>
            {t('room.unsaved.open')}
          </a>
        </div>
      ))}
    </>
  )
}

const nameOfCall = (call: BesideCall): string => call.name ?? (phoneNumber(call.number) || t('room.unnamed'))

function Tools({ room }: { room: string }): JSX.Element {
  return (
    <div class="room-tools">
      <a
        class="icon-button"
        href={hrefOf.room(room)}
        aria-label={t('room.open_page')}
        title={t('room.open_page')}
        data-testid="open-room"
      >
        <Icon of={ExternalLink} size={16} />
      </a>
      <Close />
    </div>
  )
}

function Close(): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t('room.close')}
      title={t('room.close')}
      data-testid="close-room"
      onClick={closeBeside}
    >
      <Icon of={X} size={16} />
    </button>
  )
}

/** A call opens no room (RM-1): what is known is the call's own card. */
function NoRoom({ call }: { call: BesideCall }): JSX.Element {
  const name = nameOfCall(call)
  return (
    <div class="card room-none">
      <div class="room-tools">
        <Close />
      </div>
      <Empty icon={MessagesSquare} title={t('room.none')} text={t('room.none.text', { name })}>
        {call.payload !== null && (
          <p class="small room-payload" data-testid="payload">
            {t('room.payload', { payload: call.payload })}
          </p>
        )}
      </Empty>
    </div>
  )
}
