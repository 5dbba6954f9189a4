import { Phone, PhoneOutgoing, TriangleAlert, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Refusal } from '../rest'
import { phoneNumber, t } from '../i18n'
import { Cost } from '../balance/cost'
import { Icon } from '../ui/icon'
import { asked, call, digitsOf, isAsking, isDialOpen, isFree, isNumber, keepChannel, keptChannel, notCalled } from './dial'
import { dials } from './store'

const HERE = 'dial'

/** In the bar, wherever one is; gone where nobody may be called (OUT-1). */
export function DialButton(): JSX.Element | null {
  return dials.value.length === 0 ? null : (
    <button
      type="button"
      class="icon-button dial-open"
      data-testid="dial"
      aria-expanded={isDialOpen.value}
      aria-keyshortcuts="d"
      aria-label={t('dial.open')}
      title={`${t('dial.open')} (D)`}
      onClick={() => {
        isDialOpen.value = !isDialOpen.value
      }}
    >
      <Icon of={PhoneOutgoing} />
    </button>
  )
}

/** A number to call, with the channel to call from. It covers nothing that rings and closes with Esc. */
export function DialBox(): JSX.Element | null {
  return isDialOpen.value && dials.value.length > 0 ? <Box /> : null
}

const close = (): void => {
  isDialOpen.value = false
}

function Box(): JSX.Element {
  const [number, setNumber] = useState('')
  const [channel, setChannel] = useState(keptChannel)
  const [isTold, setTold] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    return () => {
      asked.value = asked.value?.from === HERE && asked.value.refusal !== null ? null : asked.value
    }
  }, [])
  const digits = digitsOf(number)
  const isRight = isNumber(digits)
  const from = dials.value.some((one) => one.id === channel) ? channel : keptChannel()
  const submit = (event: Event): void => {
    event.preventDefault()
    if (!isRight) {
      setTold(true)
      field.current?.focus()
      return
    }
    keepChannel(from)
    void call({ channel: from, to: digits }, HERE)
  }
  return (
    <div
      class="card dial"
      role="dialog"
      aria-labelledby="dial-title"
      data-testid="dial-box"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          close()
          document.querySelector<HTMLElement>('[data-testid=dial]')?.focus()
        }
      }}
    >
      <div class="dial-head">
        <h2 id="dial-title" class="card-title">
          {t('dial.title')}
        </h2>
        <button type="button" class="icon-button" aria-label={t('dial.close')} onClick={close}>
          <Icon of={X} />
        </button>
      </div>
      <form class="dial-form" noValidate onSubmit={submit}>
        <label class="labelled">
          <span>{t('dial.number')}</span>
          <input
            ref={field}
            class="field number dial-number"
            data-testid="dial-number"
            type="tel"
            inputMode="tel"
            autocomplete="off"
            maxLength={40}
            placeholder="+62 812 3456 7890"
            aria-invalid={isTold && !isRight}
            aria-describedby="dial-hint"
            value={number}
            onInput={(event) => setNumber(event.currentTarget.value)}
          />
          <span id="dial-hint" class={isTold && !isRight ? 'small dial-wrong' : 'muted small'} data-testid="dial-hint">
            {isTold && !isRight ? t('dial.number.wrong') : isRight ? phoneNumber(digits) : t('dial.number.hint')}
          </span>
        </label>
        {dials.value.length > 1 ? (
          <label class="labelled">
            <span>{t('dial.channel')}</span>
            <select
              class="field"
              data-testid="dial-channel"
              value={from}
              onChange={(event) => setChannel(event.currentTarget.value)}
            >
              {dials.value.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} · {phoneNumber(one.number)}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p class="muted small">{t('dial.from', { channel: dials.value[0]?.name ?? '' })}</p>
        )}
        {isRight && <Cost key={digits} to={digits} />}
        <NotCalled from={HERE} />
        <button
          type="submit"
          class="button accent dial-call"
          data-testid="dial-call"
          aria-disabled={isAsking() || !isFree()}
        >
          <Icon of={Phone} size={16} />
          {t(isAsking() ? 'dial.asking' : isFree() ? 'dial.call' : 'dial.busy')}
        </button>
      </form>
    </div>
  )
}

/** Calls the room's customer with one press; gone where nobody may be called from its channel (OUT-1). */
export function CallCustomer(props: { room: string; channel: string; name: string; isSmall?: boolean }): JSX.Element | null {
  if (!dials.value.some((one) => one.id === props.channel)) {
    return null
  }
  const isHere = asked.value?.from === props.room
  return (
    <button
      type="button"
      class={props.isSmall === true ? 'button small' : 'button accent'}
      data-testid={props.isSmall === true ? 'call-number' : 'call-customer'}
      aria-label={t('dial.call.name', { name: props.name })}
      aria-disabled={isAsking() || !isFree()}
      onClick={() => void call({ room: props.room }, props.room)}
    >
      <Icon of={Phone} size={props.isSmall === true ? 14 : 16} />
      {t(isAsking() && isHere ? 'dial.asking' : 'dial.call')}
    </button>
  )
}

/** Why the call that was asked for from here did not come about. */
export function NotCalled({ from }: { from: string }): JSX.Element | null {
  const known = asked.value
  return known === null || known.from !== from || known.refusal === null ? null : <Told refusal={known.refusal} isInRoom={from !== HERE} />
}

function Told({ refusal, isInRoom }: { refusal: Refusal; isInRoom: boolean }): JSX.Element {
  const { why, when, help } = notCalled(refusal, isInRoom)
  return (
    <div class="notice danger not-called" role="alert" data-testid="not-called" data-reason={refusal.why?.reason ?? refusal.code}>
      <Icon of={TriangleAlert} />
      <span class="notice-words">
        <span class="strong">{why}</span>
        {help !== null && <span>{help}</span>}
        {when !== null && <span data-testid="again-at">{when}</span>}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label={t('error.dismiss')}
        onClick={() => {
          asked.value = null
        }}
      >
        <Icon of={X} />
      </button>
    </div>
  )
}
