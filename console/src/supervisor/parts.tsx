import { RotateCw, TriangleAlert } from 'lucide'
import type { IconNode } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { hasMessage, t } from '../i18n'
import type { Refusal } from '../rest'
import { Icon } from '../ui/icon'

/** What a refusal means to the one who reads it. */
export function refusalWords(refusal: Refusal): string {
  const key = `refused.${refusal.code}`
  return hasMessage(key) ? t(key) : t('refused.other', { code: refusal.code })
}

/** Something could not be read: why, and the button that tries again. */
export function Refused(props: { refusal: Refusal; again?: () => void }): JSX.Element {
  return (
    <div class="notice" role="alert" data-testid="refused">
      <Icon of={TriangleAlert} />
      <span class="notice-words">{refusalWords(props.refusal)}</span>
      {props.again !== undefined && props.refusal.code !== 'forbidden' && (
        <button type="button" class="button small" onClick={props.again} data-testid="again">
          <Icon of={RotateCw} size={16} />
          {t('load.again')}
        </button>
      )}
    </div>
  )
}

/** The shape of what comes, so that nothing moves when it is there. */
export function Skeleton(props: { rows: number; kind: 'row' | 'tile' | 'line' }): JSX.Element {
  return (
    <div class={`skeleton skeleton-${props.kind}`} role="status" data-testid="loading">
      <span class="sr-only">{t('load.loading')}</span>
      {Array.from({ length: props.rows }, (_, index) => (
        <i key={index} aria-hidden="true" />
      ))}
    </div>
  )
}

export function Empty(props: {
  icon: IconNode
  title: string
  text: string
  children?: ComponentChildren
}): JSX.Element {
  return (
    <div class="empty" data-testid="empty">
      <span class="empty-mark" aria-hidden="true">
        <Icon of={props.icon} size={28} />
      </span>
      <p class="empty-title">{props.title}</p>
      <p class="muted">{props.text}</p>
      {props.children}
    </div>
  )
}
