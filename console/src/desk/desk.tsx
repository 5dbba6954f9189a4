import { effect } from '@preact/signals'
import { Keyboard, LogOut, TriangleAlert } from 'lucide'
import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { BalanceBanner } from '../balance/banner'
import { language, t } from '../i18n'
import { Nav } from '../supervisor/nav'
import { SupervisorPage } from '../supervisor/page'
import { readRoute, route } from '../supervisor/route'
import { Page } from '../ui/chrome'
import { now } from '../ui/clock'
import { Icon } from '../ui/icon'
import { DialBox, DialButton } from './dial-box'
import { Dock } from './dock'
import { useKeys } from './keys'
import { KeyHelp } from './key-help'
import { Beside, Unsaved } from '../room/beside'
import { Waiting } from '../room/waiting'
import { Last } from './last'
import { Notices } from './notices'
import { Presence } from './presence'
import { Ready } from './ready'
import { isSupervisor, role } from './role'
import { SignIn } from './sign-in'
import { Status, StatusWords } from './status'
import { callState, current, incoming, link, nameOf, signOut, welcome } from './store'

/** The title says what goes on, for the agent who works in another tab; while it rings it flashes. */
effect(() => {
  const state = callState.value
  const ringing = incoming.value[0]
  if (state === 'ringing' && ringing !== undefined) {
    const isOn = Math.floor(now.value / 1000) % 2 === 0
    document.title = isOn
      ? t('title.ringing', { name: nameOf(ringing.customer) })
      : t('title.idle')
  } else if (current.value !== null) {
    document.title = t('title.talking', { name: nameOf(current.value.customer) })
  } else {
    document.title = t('title.idle')
  }
})

effect(() => {
  document.documentElement.lang = language.value
})

export function Desk(): JSX.Element {
  const [isHelpOpen, setHelpOpen] = useState(false)
  useKeys(() => setHelpOpen((open) => !open))
  const state = link.value.state
  const isSignedIn = state !== 'out' && state !== 'refused'
  useEffect(() => {
    document.body.classList.toggle('signed-in', isSignedIn)
  }, [isSignedIn])
  // An agent's address may name any page; the desk and the rooms are all that opens.
  const { page } = route.value
  const mayOpen = isSupervisor.value || page === 'desk' || page === 'rooms' || page === 'room'
  const isDesk = page === 'desk' || !mayOpen
  return (
    <Page
      title={t('app.desk')}
      nav={isSignedIn && <Nav />}
      bar={isSignedIn && <BarEnd help={() => setHelpOpen(true)} />}
    >
      {isSignedIn ? (
        <div class="desk">
          <Notices />
          <Waiting />
          {/* Before the role is known nothing is claimed of it. */}
          {!mayOpen && role.value !== null && (
            <div class="notice beside-next" role="status" data-testid="not-yours">
              <Icon of={TriangleAlert} />
              <span class="notice-words">{t('desk.not_yours')}</span>
            </div>
          )}
          {isSupervisor.value && <BalanceBanner />}
          {!isDesk && <StatusWords />}
          {!isDesk && <SupervisorPage />}
          {isDesk && <Unsaved />}
          {isDesk && <Beside />}
          {/* Kept while another page shows: it goes on telling supervisors what it finds. */}
          <div class="desk-columns" hidden={!isDesk}>
            <div class="desk-column">
              <Status />
              <Ready />
            </div>
            <Last />
          </div>
        </div>
      ) : (
        <SignIn />
      )}
      {isSignedIn && <DialBox />}
      {isSignedIn && <Dock />}
      {isHelpOpen && <KeyHelp close={() => setHelpOpen(false)} />}
    </Page>
  )
}

function BarEnd(props: { help: () => void }): JSX.Element {
  const name = welcome.value?.agent.name
  return (
    <>
      <DialButton />
      <Presence />
      {name !== undefined && (
        <span class="who" title={name}>
          <span class="avatar" aria-hidden="true">
            {name.charAt(0).toUpperCase()}
          </span>
          <span class="who-name">{name}</span>
        </span>
      )}
      <button
        type="button"
        class="icon-button wide-only"
        onClick={props.help}
        aria-label={t('keys.help')}
        title={`${t('keys.help')} (?)`}
      >
        <Icon of={Keyboard} />
      </button>
      <button
        type="button"
        class="icon-button"
        onClick={() => {
          signOut()
          readRoute()
        }}
        data-testid="sign-out"
        aria-label={t('signin.out')}
        title={t('signin.out')}
      >
        <Icon of={LogOut} />
      </button>
    </>
  )
}
