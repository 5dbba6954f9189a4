import { computed, signal } from '@preact/signals'
import { ArrowDownLeft, ArrowUpRight, Check, ChevronRight, Copy } from 'lucide'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { exactTime, t, timeOfDay } from '../i18n'
import { Icon } from '../ui/icon'
import { pretty, tokens } from './json'
import type { Wire } from './protocol'
import { wires } from './store'

const FILTERS = ['all', 'webhook', 'graph', 'errors'] as const
type Filter = (typeof FILTERS)[number]

const filter = signal<Filter>('all')

const isError = (wire: Wire): boolean => !(wire.status > 0 && wire.status < 400)

const matches = (wire: Wire, wanted: Filter): boolean =>
  wanted === 'all' || (wanted === 'errors' ? isError(wire) : wire.kind === wanted)

const shown = computed(() => wires.value.filter((wire) => matches(wire, filter.value)))

/** What "Meta" sees: every webhook and Graph call, newest first, each with its JSON. */
export function WireLog(): JSX.Element {
  return (
    <section class="card wire" aria-labelledby="wire-title">
      <div class="wire-head">
        <div>
          <h2 id="wire-title" class="card-title">
            {t('wire.title')}
          </h2>
          <p class="muted">{t('wire.lead')}</p>
        </div>
        <div class="chips" role="group" aria-label={t('wire.filter')}>
          {FILTERS.map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={filter.value === name}
              onClick={() => {
                filter.value = name
              }}
            >
              {t(`wire.${name}`)}
              <span class="chip-count number">
                {wires.value.filter((wire) => matches(wire, name)).length}
              </span>
            </button>
          ))}
        </div>
      </div>
      {shown.value.length === 0 ? (
        <p class="wire-empty muted">{t(wires.value.length === 0 ? 'wire.empty' : 'wire.none')}</p>
      ) : (
        <ol class="wire-list" data-testid="wire">
          {shown.value.map((wire) => (
            <Exchange key={wire.seq} wire={wire} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Exchange({ wire }: { wire: Wire }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const at = Date.parse(wire.at)
  const isWebhook = wire.kind === 'webhook'
  const direction = t(isWebhook ? 'wire.to_gateway' : 'wire.to_meta')
  return (
    <li>
      <details
        class="exchange"
        data-kind={wire.kind}
        data-testid="exchange"
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <span class="exchange-turn">
            <Icon of={ChevronRight} size={16} />
          </span>
          <span class="exchange-way" title={direction}>
            <Icon of={isWebhook ? ArrowUpRight : ArrowDownLeft} size={16} />
          </span>
          <span class="exchange-words">
            <span class="exchange-title">{wire.title}</span>
            <span class="muted exchange-path">
              {direction} · {wire.method} {wire.path}
            </span>
          </span>
          <span class="exchange-status number" data-error={isError(wire)}>
            {wire.status > 0 ? wire.status : t('wire.no_status')}
          </span>
          <time class="muted" dateTime={wire.at} title={Number.isFinite(at) ? exactTime(at) : ''}>
            {Number.isFinite(at) ? timeOfDay(at) : ''}
          </time>
        </summary>
        {isOpen && (
          <div class="exchange-body">
            {wire.note !== undefined && wire.note !== '' && <p class="muted">{wire.note}</p>}
            <Json title={t('wire.request')} value={wire.request} />
            <Json title={t('wire.response')} value={wire.response} />
          </div>
        )}
      </details>
    </li>
  )
}

function Json({ title, value }: { title: string; value: unknown }): JSX.Element {
  const [isCopied, setCopied] = useState(false)
  const text = pretty(value)
  const copy = (): void => {
    navigator.clipboard
      ?.writeText(text)
      .then(() => {
        setCopied(true)
        setTimeout(() => setCopied(false), 1500)
      })
      .catch(() => undefined)
  }
  return (
    <div class="json">
      <div class="json-head">
        <h3>{title}</h3>
        {text !== '' && (
          <button type="button" class="icon-button" onClick={copy} title={t('wire.copy')}>
            <Icon of={isCopied ? Check : Copy} size={16} />
            <span class="hidden" aria-live="polite">
              {t(isCopied ? 'wire.copied' : 'wire.copy')}
            </span>
          </button>
        )}
      </div>
      {text === '' ? (
        <p class="muted">{t('wire.nothing')}</p>
      ) : (
        <pre tabIndex={0} aria-label={title} role="region">
          <code>
            {tokens(text).map((token, index) =>
              token.kind === 'plain' ? (
                token.text
              ) : (
                <span key={index} class={`json-${token.kind}`}>
                  {token.text}
                </span>
              ),
            )}
          </code>
        </pre>
      )}
    </div>
  )
}
