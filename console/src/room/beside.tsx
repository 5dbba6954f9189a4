import { ExternalLink, MessagesSquare, X } from 'lucide'
import type { JSX } from 'preact'
import { phoneNumber, t } from '../i18n'
import { Empty } from '../supervisor/parts'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { Room } from './room'
import { beside, closeBeside, type BesideCall } from './room-state'

/** The customer's room beside the call, while it rings, runs, and until it is closed (RM-4, IN-11). */
export function Beside(): JSX.Element | null {
  const call = beside.value
  return call === null ? null : (
    <section class="beside" aria-label={t('room.label')} data-testid="beside" data-call={call.call}>
      {call.room === null ? (
        <NoRoom call={call} />
      ) : (
        <Room key={call.room} id={call.room} payload={call.payload} tools={<Tools room={call.room} />} />
      )}
    </section>
  )
}

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
  const name = call.name ?? (phoneNumber(call.number) || t('room.unnamed'))
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
