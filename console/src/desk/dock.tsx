import { GripVertical, Maximize2, Minus } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icon'
import { IncomingCard } from './incoming-card'
import { clamp, keepPlace, minimised, place } from './place'
import { callState, current, incoming } from './store'
import { TalkCard } from './talk-card'

const STEP = 16
const LONG_STEP = 64

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/**
 * The call widget (IN-11): over the page but never in its way. It is moved by its handle, with
 * pointer or arrow keys, minimised with a button or Esc, and stays where it was put.
 */
export function Dock(): JSX.Element | null {
  const isNeeded = current.value !== null || incoming.value.length > 0
  useEffect(() => {
    document.body.classList.toggle('has-dock', isNeeded)
    if (!isNeeded) {
      minimised.value = false
    }
  }, [isNeeded])
  return isNeeded ? (
    <Frame>
      {incoming.value.map((call) => (
        <IncomingCard key={call.call} call={call} />
      ))}
      {current.value !== null && <TalkCard key={current.value.call} call={current.value} />}
    </Frame>
  ) : null
}

function Frame({ children }: { children: ComponentChildren }): JSX.Element {
  const element = useRef<HTMLElement>(null)
  const settle = (): void => {
    const node = element.current
    if (node !== null) {
      const box = node.getBoundingClientRect()
      const screen = {
        width: document.documentElement.clientWidth,
        height: globalThis.innerHeight,
      }
      const next = clamp(place.value, box, screen)
      // Set through the style object, which a strict content policy allows.
      node.style.setProperty('right', `${next.right}px`)
      node.style.setProperty('bottom', `${next.bottom}px`)
    }
  }
  useLayoutEffect(() => {
    settle()
    const stop = place.subscribe(settle)
    const sizes = new ResizeObserver(settle)
    if (element.current !== null) {
      sizes.observe(element.current)
    }
    globalThis.addEventListener('resize', settle)
    return () => {
      stop()
      sizes.disconnect()
      globalThis.removeEventListener('resize', settle)
    }
  }, [])
  return (
    <section
      class="dock"
      ref={element}
      aria-label={t('call.dock')}
      data-testid="dock"
      data-state={callState.value}
      data-minimised={minimised.value}
    >
      <div class="dock-bar">
        <Handle element={element} />
        <span class="dock-title">{t(`dock.${callState.value}`)}</span>
        <button
          type="button"
          class="icon-button"
          data-testid="minimise"
          aria-expanded={!minimised.value}
          aria-label={t(minimised.value ? 'call.restore' : 'call.minimise')}
          title={`${t(minimised.value ? 'call.restore' : 'call.minimise')} (Esc)`}
          onClick={() => {
            minimised.value = !minimised.value
          }}
        >
          <Icon of={minimised.value ? Maximize2 : Minus} size={16} />
        </button>
      </div>
      {children}
    </section>
  )
}

function Handle({ element }: { element: { current: HTMLElement | null } }): JSX.Element {
  const drag = (down: PointerEvent): void => {
    const box = element.current?.getBoundingClientRect()
    if (box === undefined || down.button !== 0) {
      return
    }
    const handle = down.currentTarget as HTMLElement
    handle.setPointerCapture(down.pointerId)
    const from = {
      right: document.documentElement.clientWidth - box.right,
      bottom: globalThis.innerHeight - box.bottom,
    }
    handle.onpointermove = (move) => {
      place.value = {
        right: from.right - (move.clientX - down.clientX),
        bottom: from.bottom - (move.clientY - down.clientY),
      }
    }
    handle.onlostpointercapture = () => {
      handle.onpointermove = null
      hold(element.current)
    }
  }
  return (
    <button
      type="button"
      class="dock-handle"
      data-testid="move"
      aria-label={t('call.move')}
      title={t('call.move')}
      onPointerDown={drag}
      onKeyDown={(event) => {
        const direction = DIRECTIONS[event.key]
        if (direction !== undefined) {
          event.preventDefault()
          const step = event.shiftKey ? LONG_STEP : STEP
          place.value = {
            right: place.value.right + direction[0] * step,
            bottom: place.value.bottom + direction[1] * step,
          }
          hold(element.current)
        }
      }}
    >
      <Icon of={GripVertical} size={16} />
    </button>
  )
}

/** What lies outside of the screen is forgotten, so that the next step starts from what is seen. */
function hold(node: HTMLElement | null): void {
  if (node !== null) {
    place.value = {
      right: Number.parseFloat(node.style.right),
      bottom: Number.parseFloat(node.style.bottom),
    }
    keepPlace()
  }
}
