import { Search, X } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { useChannels } from '../admin/channels-names'
import { listAgents } from '../rest'
import { Icon } from '../ui/icon'
import { addressOf, filtersOf, isNarrowed, type Filter, type Filters } from './filters'
import { useLoaded } from './load'
import { replaceQuery, route } from './route'

/** A name is searched once its writer pauses. */
const PAUSE_MS = 350

/** The filters (REP-3): each change stands in the address at once, and the list follows the address. */
export function CallFilters({ filters }: { filters: Filters }): JSX.Element {
  // Onto the address of that moment: a name that is still waited for must not undo what was chosen meanwhile.
  const set = (name: Filter, value: string): void => {
    const now = route.value.page === 'calls' ? filtersOf(route.value.query) : filters
    replaceQuery(addressOf({ ...now, [name]: value }))
  }
  return (
    <form
      class="filters card"
      role="search"
      aria-label={t('calls.filters')}
      data-testid="filters"
      onSubmit={(event) => event.preventDefault()}
    >
      <CustomerSearch value={filters.customer} set={(value) => set('customer', value)} />
      <Day name="from" filters={filters} set={set} />
      <Day name="to" filters={filters} set={set} />
      <WhichAgent value={filters.agent} set={(value) => set('agent', value)} />
      <WhichChannel value={filters.channel} set={(value) => set('channel', value)} />
      <Choice name="direction" of={['inbound', 'outbound']} filters={filters} set={set} />
      <Choice name="status" of={['answered', 'unanswered']} filters={filters} set={set} />
      <button
        type="button"
        class="button filters-clear"
        data-testid="clear"
        disabled={!isNarrowed(filters)}
        onClick={() => replaceQuery(new URLSearchParams())}
      >
        <Icon of={X} size={16} />
        {t('calls.clear')}
      </button>
    </form>
  )
}

function CustomerSearch(props: { value: string; set: (value: string) => void }): JSX.Element {
  const [text, setText] = useState(props.value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const sent = useRef(props.value)
  useEffect(() => {
    // What this field has sent itself comes back as well, and its writer may be further by then.
    if (props.value !== sent.current) {
      sent.current = props.value
      clearTimeout(timer.current)
      setText(props.value)
    }
  }, [props.value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = (value: string): void => {
    setText(value)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      sent.current = value
      props.set(value)
    }, PAUSE_MS)
  }
  return (
    <label class="filter filter-search">
      <span class="filter-name">{t('calls.filter.customer')}</span>
      <span class="search">
        <Icon of={Search} size={16} />
        <input
          type="search"
          class="field"
          data-testid="filter-customer"
          placeholder={t('calls.filter.customer.hint')}
          maxLength={100}
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => later(event.currentTarget.value)}
        />
      </span>
    </label>
  )
}

interface Part {
  filters: Filters
  set: (name: Filter, value: string) => void
}

function Day({ name, filters, set }: Part & { name: 'from' | 'to' }): JSX.Element {
  return (
    <label class="filter">
      <span class="filter-name">{t(`calls.filter.${name}`)}</span>
      <input
        type="date"
        class="field"
        data-testid={`filter-${name}`}
        value={filters[name]}
        min={name === 'to' ? filters.from : ''}
        max={name === 'from' ? filters.to : ''}
        onChange={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  )
}

function Choice(props: Part & { name: 'direction' | 'status'; of: readonly string[] }): JSX.Element {
  const { name, of, filters, set } = props
  return (
    <label class="filter">
      <span class="filter-name">{t(`calls.filter.${name}`)}</span>
      <select
        class="field"
        data-testid={`filter-${name}`}
        value={filters[name]}
        onChange={(event) => set(name, event.currentTarget.value)}
      >
        <option value="">{t('calls.filter.all')}</option>
        {of.map((value) => (
          <option key={value} value={value}>
            {t(`calls.${name}.${value}` as 'calls.direction.inbound')}
          </option>
        ))}
      </select>
    </label>
  )
}

function WhichAgent(props: { value: string; set: (value: string) => void }): JSX.Element {
  const agents = useLoaded('agents', listAgents)
  const known = agents.state === 'there' ? agents.value.data : []
  const isMissing = props.value !== '' && !known.some((agent) => agent.id === props.value)
  return (
    <label class="filter">
      <span class="filter-name">{t('calls.filter.agent')}</span>
      <select
        class="field"
        data-testid="filter-agent"
        value={props.value}
        onChange={(event) => props.set(event.currentTarget.value)}
      >
        <option value="">{t('calls.filter.all')}</option>
        {isMissing && <option value={props.value}>{props.value}</option>}
        {known.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </select>
    </label>
  )
}

function WhichChannel(props: { value: string; set: (value: string) => void }): JSX.Element {
  const known = useChannels()
  const isMissing = props.value !== '' && !known.some((channel) => channel.id === props.value)
  return (
    <label class="filter">
      <span class="filter-name">{t('calls.channel')}</span>
      <select
        class="field"
        data-testid="filter-channel"
        value={props.value}
        onChange={(event) => props.set(event.currentTarget.value)}
      >
        <option value="">{t('calls.filter.all')}</option>
        {isMissing && <option value={props.value}>{props.value}</option>}
        {known.map((channel) => (
          <option key={channel.id} value={channel.id}>
            {channel.name}
          </option>
        ))}
      </select>
    </label>
  )
}
