import { TriangleAlert } from 'lucide'
import type { ComponentChildren, JSX, RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import type { Refusal } from '../rest'
import { useWrongFirst } from '../supervisor/fields'
import { reasonWords, type Wrong } from '../supervisor/group-wish'
import { asRefusal } from '../supervisor/load'
import { refusalWords } from '../supervisor/parts'
import { Icon } from '../ui/icon'

/** Something on its way to the gateway, one at a time, and what the gateway had against it. */
export interface Act {
  isBusy: boolean
  refused: Refusal | null
  wrong: Wrong
  run: (work: () => Promise<void>) => Promise<void>
  forgive: (field: string) => void
  clear: () => void
  /** For the form, whose first wrong field then has the keyboard. */
  form: RefObject<HTMLFormElement>
}

export function useAct(): Act {
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const running = useRef(false)
  const clear = (): void => {
    setRefused(null)
    setWrong({})
  }
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) {
      return
    }
    running.current = true
    setBusy(true)
    try {
      await work()
      clear()
    } catch (error) {
      const refusal = asRefusal(error)
      setRefused(refusal)
      setWrong(Object.fromEntries(refusal.fields.map(({ name, reason }) => [name, reasonWords(reason, '')])))
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const forgive = (field: string): void => setWrong(({ [field]: _, ...rest }) => rest)
  return { isBusy, refused, wrong, run, forgive, clear, form: useWrongFirst(refused) }
}

/** The same wish with the same key: a press after a lost answer makes no second one. */
export function useKey(): (wish: object) => string {
  const kept = useRef({ of: '', key: '' })
  return (wish) => {
    const of = JSON.stringify(wish)
    if (kept.current.of !== of) {
      kept.current = { of, key: crypto.randomUUID?.() ?? String(Math.random()).slice(2) }
    }
    return kept.current.key
  }
}

/** Why it was not done; `fields` are those whose own place says it already. */
export function NotDone({ act, fields = [] }: { act: Act; fields?: readonly string[] }): JSX.Element | null {
  const { refused } = act
  if (refused === null) {
    return null
  }
  const other = refused.fields.find(({ name }) => !fields.includes(name))
  const words =
    other !== undefined
      ? reasonWords(other.reason, '')
      : refused.fields.length > 0
        ? t('group.wrong')
        : refused.detail !== null && refused.code !== 'unavailable'
          ? reasonWords(refused.detail, '')
          : refusalWords(refused)
  return (
    <div class="notice danger" role="alert" data-testid="not-done">
      <Icon of={TriangleAlert} />
      <span class="notice-words">{words}</span>
    </div>
  )
}

/** A button that asks once more, in place, before it does what cannot be undone. */
export function Sure(props: {
  words: string
  ask: string
  testid: string
  act: () => Promise<void>
  /** The button is there again once it is done; without, what was done takes it away. */
  done?: boolean
  children?: ComponentChildren
}): JSX.Element {
  const [isAsked, setAsked] = useState(false)
  const doing = useAct()
  const sure = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isAsked) {
      sure.current?.focus()
    }
  }, [isAsked])
  if (!isAsked) {
    return (
      <button type="button" class="button small" data-testid={props.testid} onClick={() => setAsked(true)}>
        {props.children}
        {props.words}
      </button>
    )
  }
  return (
    <span class="sure" role="group" aria-label={props.ask}>
      <span class="sure-words">{props.ask}</span>
      <button
        type="button"
        class="button small danger"
        data-testid={`${props.testid}-sure`}
        aria-disabled={doing.isBusy}
        ref={sure}
        onClick={() =>
          void doing.run(async () => {
            await props.act()
            if (props.done === true) {
              setAsked(false)
            }
          })
        }
      >
        {props.words}
      </button>
      <button type="button" class="button small" onClick={() => setAsked(false)}>
        {t('group.cancel')}
      </button>
      <NotDone act={doing} />
    </span>
  )
}
