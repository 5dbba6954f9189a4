import { effect } from '@preact/signals'
import { Maximize2, Minus } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icon'
import { dragDock, MoveHandle, ResizeHandle } from './handles'
import { IncomingCard } from './incoming-card'
import { OverCard } from './over-card'
import { bound, clamp, minimised, place, screenBox, size } from './place'
import { callState, current, incoming, over } from './store'
import { TalkCard } from './talk-card'

/**
 * The call widget (IN-11): over the page but never in its way. It is moved by its bar and resized by its
 * corner, with pointer or arrow keys, minimised with a button or Esc, and stays as it was put.
 */
export function Dock(): JSX.Element | null {
  const ended = current.value === null && incoming.value.length === 0 ? over.value : null
  const isNeeded = current.value !== null || incoming.value.length > 0 || ended !== null
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
      {ended !== null && <OverCard key={ended.call} call={ended} />}
    </Frame>
  ) : null
}

const pixels = (length: number | null): string => (length === null ? '' : `${length}px`)

/** Set through the style object, which a strict content policy allows. */
function settle(node: HTMLElement): void {
  const screen = screenBox()
  const wanted = bound(size.value, screen)
  node.style.setProperty('width', pixels(wanted.width))
  node.style.setProperty('height', pixels(minimised.value ? null : wanted.height))
  const next = clamp(place.value, node.getBoundingClientRect(), screen)
  node.style.setProperty('right', pixels(next.right))
  node.style.setProperty('bottom', pixels(next.bottom))
}

function Frame({ children }: { children: ComponentChildren }): JSX.Element {
  const element = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const node = element.current
    if (node === null) {
      return
    }
    const again = (): void => settle(node)
    const stop = effect(again)
    const sizes = new ResizeObserver(again)
    sizes.observe(node)
    globalThis.addEventListener('resize', again)
    return () => {
      stop()
      sizes.disconnect()
      globalThis.removeEventListener('resize', again)
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
        {!minimised.value && <ResizeHandle dock={element} />}
        <MoveHandle dock={element} />
        <span class="dock-title" onPointerDown={(down) => dragDock(down, element.current)}>
          {t(`dock.${callState.value}`)}
        </span>
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
      <div class="dock-body">{children}</div>
    </section>
  )
}
