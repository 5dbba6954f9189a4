import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'

const BARS = 16

/**
 * A level as a row of bars. Drawn outside of the component's own updates, twenty times a second, so
 * that two meters cost a page nothing.
 */
export function Meter(props: { who: string; level: () => number; testId: string }): JSX.Element {
  const element = useRef<HTMLDivElement>(null)
  const { level } = props
  useEffect(() => {
    let shown = 0
    const timer = setInterval(() => {
      const target = level()
      // Rises at once and falls slowly, as eyes expect of a meter.
      shown = target > shown ? target : Math.max(target, shown - 0.06)
      const lit = Math.round(shown * BARS)
      const node = element.current
      if (node !== null) {
        node.setAttribute('aria-valuenow', String(Math.round(shown * 100)))
        Array.from(node.children).forEach((bar, index) => {
          bar.classList.toggle('lit', index < lit)
        })
      }
    }, 50)
    return () => clearInterval(timer)
  }, [level])
  return (
    <div class="meter-row">
      <span class="meter-who">{props.who}</span>
      <div
        class="meter"
        ref={element}
        role="meter"
        aria-label={t('call.level', { who: props.who })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        data-testid={props.testId}
      >
        {Array.from({ length: BARS }, (_, index) => (
          <i key={index} />
        ))}
      </div>
    </div>
  )
}
