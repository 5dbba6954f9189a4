import { GripVertical, MoveDiagonal2 } from 'lucide'
import type { JSX } from 'preact'
import { t } from '../i18n'
import { Icon } from '../ui/icon'
import { bound, keep, NATURAL, place, screenBox, size } from './place'

const STEP = 16
const LONG_STEP = 64
/** Less than this upwards or downwards in a drag is a shaking hand: the height stays the content's. */
const UNSTEADY = 8

export interface Docked {
  dock: { current: HTMLElement | null }
}

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** How far an arrow key takes whatever it moves; `null` for other keys. */
function step(event: KeyboardEvent): { x: number; y: number } | null {
  const direction = DIRECTIONS[event.key]
  if (direction === undefined) {
    return null
  }
  const length = event.shiftKey ? LONG_STEP : STEP
  return { x: direction[0] * length, y: direction[1] * length }
}

function follow(down: PointerEvent, moved: (x: number, y: number) => void, done: () => void): void {
  const handle = down.currentTarget as HTMLElement
  handle.setPointerCapture(down.pointerId)
  handle.onpointermove = (move) => moved(move.clientX - down.clientX, move.clientY - down.clientY)
  handle.onlostpointercapture = () => {
    handle.onpointermove = null
    handle.onlostpointercapture = null
    done()
  }
}

/** What lies outside of the bounds is forgotten, so that the next step starts from what is seen. */
function hold(node: HTMLElement): void {
  size.value = bound(size.value, screenBox())
  place.value = {
    right: Number.parseFloat(node.style.right),
    bottom: Number.parseFloat(node.style.bottom),
  }
  keep()
}

/** Takes the dock along with the pointer; for the handle and for the bar beside it. */
export function dragDock(down: PointerEvent, node: HTMLElement | null): void {
  if (node === null || down.button !== 0) {
    return
  }
  const box = node.getBoundingClientRect()
  const screen = screenBox()
  const from = { right: screen.width - box.right, bottom: screen.height - box.bottom }
  follow(
    down,
    (x, y) => {
      place.value = { right: from.right - x, bottom: from.bottom - y }
    },
    () => hold(node),
  )
}

export function MoveHandle({ dock }: Docked): JSX.Element {
  return (
    <button
      type="button"
      class="dock-handle"
      data-testid="move"
      aria-label={t('call.move')}
      title={t('call.move')}
      onPointerDown={(down) => dragDock(down, dock.current)}
      onKeyDown={(event) => {
        const by = step(event)
        if (by !== null && dock.current !== null) {
          event.preventDefault()
          place.value = { right: place.value.right - by.x, bottom: place.value.bottom - by.y }
          hold(dock.current)
        }
      }}
    >
      <Icon of={GripVertical} size={16} />
    </button>
  )
}

/** The upper left corner, because the dock stands in the lower right: pulled away from there it grows. */
export function ResizeHandle({ dock }: Docked): JSX.Element {
  const drag = (down: PointerEvent): void => {
    const node = dock.current
    if (node === null || down.button !== 0) {
      return
    }
    const from = node.getBoundingClientRect()
    const before = size.value
    follow(
      down,
      (x, y) => {
        const isLevel = before.height === null && Math.abs(y) < UNSTEADY
        size.value = { width: from.width - x, height: isLevel ? null : from.height - y }
      },
      () => hold(node),
    )
  }
  const reset = (): void => {
    if (dock.current !== null) {
      size.value = NATURAL
      hold(dock.current)
    }
  }
  return (
    <button
      type="button"
      class="dock-corner"
      data-testid="resize"
      aria-label={t('call.resize')}
      title={t('call.resize')}
      onPointerDown={drag}
      onDblClick={reset}
      onKeyDown={(event) => {
        const by = step(event)
        if (event.key === 'Home') {
          event.preventDefault()
          reset()
        } else if (by !== null && dock.current !== null) {
          event.preventDefault()
          const box = dock.current.getBoundingClientRect()
          size.value = {
            width: by.x === 0 ? size.value.width : box.width - by.x,
            height: by.y === 0 ? size.value.height : box.height - by.y,
          }
          hold(dock.current)
        }
      }}
    >
      <Icon of={MoveDiagonal2} size={14} />
    </button>
  )
}
