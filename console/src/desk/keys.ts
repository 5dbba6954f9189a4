import { useEffect } from 'preact/hooks'
import { isDialOpen } from './dial'
import { minimised } from './place'
import { accept, callState, current, dials, incoming, toggleMute } from './store'

/** Keys belong to whoever writes: a letter in a field is a letter, Enter on a button presses it. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const isField = target.closest('input, textarea, select, [contenteditable]') !== null
  const isButton = target.closest('button, a, summary') !== null
  return isField || event.ctrlKey || event.metaKey || event.altKey || (isButton && event.key === 'Enter')
}

export function useKeys(help: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTaken(event) || document.querySelector('dialog[open]') !== null) {
        return
      }
      const ringing = incoming.value[0]
      if (event.key === 'Enter' && callState.value === 'ringing' && ringing !== undefined) {
        accept(ringing.call)
      } else if (event.key.toLowerCase() === 'd' && dials.value.length > 0) {
        isDialOpen.value = true
      } else if (event.key === 'Escape' && isDialOpen.value) {
        isDialOpen.value = false
      } else if (event.key === 'Escape') {
        minimised.value = !minimised.value
      } else if (event.key.toLowerCase() === 'm' && current.value !== null) {
        toggleMute()
      } else if (event.key === '?') {
        help()
      } else {
        return
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
