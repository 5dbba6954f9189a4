import { Languages, PhoneCall, SunMoon } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { chooseLanguage, language, LANGUAGES, t, type Language } from '../i18n'
import { Icon } from './icon'
import { theme, type Theme } from './theme'

/** The frame of every page: skip link, bar with name and switches, content. */
export function Page(props: {
  title: string
  home?: string
  bar?: ComponentChildren
  /** Ways to other pages; in the bar, or on a line of their own where it is narrow. */
  nav?: ComponentChildren
  children: ComponentChildren
}): JSX.Element {
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        {t('app.skip')}
      </a>
      <header class="bar">
        <span class="brand">
          <span class="brand-mark">
            <Icon of={PhoneCall} size={16} />
          </span>
          <span class="brand-name">{t('app.name')}</span>
          <span class="brand-page">{props.title}</span>
        </span>
        {props.nav}
        <div class="bar-end">
          {props.bar}
          <Switches />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {props.children}
      </main>
    </>
  )
}

/** By focus, not by address: what stands behind the `#` says which page is open. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function Switches(): JSX.Element {
  return (
    <div class="switches">
      <label class="pick" title={t('app.language')}>
        <Icon of={Languages} />
        <select
          aria-label={t('app.language')}
          data-testid="language"
          value={language.value}
          onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="pick" title={t('app.theme')}>
        <Icon of={SunMoon} />
        <select
          aria-label={t('app.theme')}
          data-testid="theme"
          value={theme.value}
          onChange={(event) => {
            theme.value = event.currentTarget.value as Theme
          }}
        >
          <option value="system">{t('app.theme.system')}</option>
          <option value="light">{t('app.theme.light')}</option>
          <option value="dark">{t('app.theme.dark')}</option>
        </select>
      </label>
    </div>
  )
}
