import { TriangleAlert } from 'lucide'
import type { ComponentChildren, JSX, RefObject } from 'preact'
import { Icon } from '../ui/icon'
import { useEffect, useRef } from 'preact/hooks'
import type { Wrong } from './group-wish'

/** The form whose first wrong field has the keyboard once it was `refused`. */
export function useWrongFirst(refused: unknown): RefObject<HTMLFormElement> {
  const form = useRef<HTMLFormElement>(null!)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [refused])
  return form
}

interface Wired {
  id: string
  'aria-invalid': boolean
  'aria-describedby'?: string
}

/** What ties a field to its label and to what is wrong with it. */
export function wired(of: string, wrong: Wrong, part = ''): Wired {
  const isWrong = wrong[of] !== undefined
  return {
    id: `group-${of}${part}`,
    'aria-invalid': isWrong,
    ...(isWrong ? { 'aria-describedby': `wrong-${of}` } : {}),
  }
}

export function Labelled(props: {
  name: string
  hint?: string
  of: string
  wrong: Wrong
  children: ComponentChildren
}): JSX.Element {
  return (
    <div class="labelled">
      <label for={`group-${props.of}`}>
        {props.name}
        {props.hint !== undefined && <span class="muted small"> {props.hint}</span>}
      </label>
      {props.children}
      <Wrongly of={props.of} wrong={props.wrong} />
    </div>
  )
}

/** What is wrong with a field, right below it. */
export function Wrongly({ of, wrong }: { of: string; wrong: Wrong }): JSX.Element | null {
  const text = wrong[of]
  return text === undefined ? null : (
    <p class="wrong" id={`wrong-${of}`} data-testid={`wrong-${of}`}>
      <Icon of={TriangleAlert} size={14} />
      {text}
    </p>
  )
}
