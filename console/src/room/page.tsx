import { ArrowLeft } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { hrefOf } from '../supervisor/route'
import { Icon } from '../ui/icon'
import { Room } from './room'

/** One room as a page of its own. */
export function RoomPage({ id }: { id: string }): JSX.Element {
  return (
    <>
      <a class="back" href={hrefOf.rooms} data-testid="back">
        <Icon of={ArrowLeft} size={16} />
        {t('room.back')}
      </a>
      <Room id={id} isPage />
    </>
  )
}
