import { CircleAlert, Hourglass, Play } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RoomMedia } from '../api'
import { t, words } from '../i18n'
import { roomMedia } from '../rest'
import { Icon } from '../ui/icon'

/** A recording that is played here (IN-10), or why it cannot be. */
export function Recording(props: { room: string; media: RoomMedia; name: string }): JSX.Element {
  const { media } = props
  switch (media.state) {
    case 'kept':
      return <Player key={media.id} {...props} />
    case 'waiting':
      return (
        <p class="recording-note muted small" data-testid="recording-waiting">
          <Icon of={Hourglass} size={16} />
          {media.failure === null
            ? t('media.waiting')
            : t('media.waiting.why', { why: words('media.why', media.failure) })}
        </p>
      )
    case 'lost':
      return (
        <p class="recording-note small" data-testid="recording-lost">
          <Icon of={CircleAlert} size={16} />
          {t('media.lost', { why: words('media.why', media.failure ?? 'not_found') })}
        </p>
      )
    case 'expired':
      return (
        <p class="recording-note muted small" data-testid="recording-expired">
          <Icon of={CircleAlert} size={16} />
          {t('media.expired')}
        </p>
      )
  }
}

/** Fetched when it is wanted: a page of voice messages costs nothing until one is played. */
function Player(props: { room: string; media: RoomMedia; name: string }): JSX.Element {
  const [file, setFile] = useState<string | null>(null)
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  useEffect(() => () => void (file !== null && URL.revokeObjectURL(file)), [file])
  const load = async (): Promise<void> => {
    setState('loading')
    try {
      setFile(URL.createObjectURL(await roomMedia(props.room, props.media.id)))
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  if (file !== null) {
    return <audio class="recording" data-testid="player" controls autoplay src={file} aria-label={props.name} />
  }
  return (
    <>
      <button
        type="button"
        class="button small"
        data-testid="play"
        aria-disabled={state === 'loading'}
        onClick={() => state !== 'loading' && void load()}
      >
        <Icon of={Play} size={16} />
        {t(state === 'loading' ? 'media.loading' : 'media.play')}
      </button>
      {state === 'failed' && (
        <p class="small" role="alert">
          {t('media.failed')}
        </p>
      )}
    </>
  )
}
