import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

const KEPT_AS = 'dering.theme'

function initial(): Theme {
  const kept = localStorage.getItem(KEPT_AS)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export const theme = signal<Theme>(initial())

effect(() => {
  if (theme.value === 'system') {
    delete document.documentElement.dataset['theme']
    localStorage.removeItem(KEPT_AS)
  } else {
    document.documentElement.dataset['theme'] = theme.value
    localStorage.setItem(KEPT_AS, theme.value)
  }
})
