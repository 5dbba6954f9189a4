import { Moon, TriangleAlert, Unplug, X } from 'lucide'
import type { IconNode } from 'lucide'
import type { ComponentChildren, JSX } from 'preact'
import { t, words, type MessageKey } from '../i18n'
import { Icon } from '../ui/icon'
import { enableSound, isSoundOn } from '../ui/sound'
import {
  callState,
  chooseMicrophone,
  current,
  hear,
  leg,
  link,
  microphone,
  problem,
  slept,
  takeOver,
  warnings,
} from './store'

/** What is wrong, in words, with the button that helps. Nothing here covers the page. */
export function Notices(): JSX.Element {
  const line = link.value
  return (
    <div class="notices" aria-live="polite">
      {line.state === 'connecting' && <Notice icon={Unplug}>{t('link.connecting')}</Notice>}
      {line.state === 'reconnecting' && (
        <Notice icon={Unplug} testId="reconnecting">
          {t(current.value === null ? 'link.reconnecting' : 'link.reconnecting.call', {
            attempt: line.attempt,
          })}
        </Notice>
      )}
      {line.state === 'opened_again' && (
        <Notice icon={Unplug} action={t('link.take_over')} act={takeOver}>
          {t('link.opened_again')}
        </Notice>
      )}
      {slept.value !== null && (
        <Notice
          icon={Moon}
          testId="slept"
          close={() => {
            slept.value = null
          }}
        >
          {t('link.slept', { seconds: Math.round(slept.value / 1000) })}
        </Notice>
      )}
      <CallNotices />
      {problem.value !== null && (
        <Notice
          testId="problem"
          close={() => {
            problem.value = null
          }}
        >
          {problemWords(problem.value.code)}
        </Notice>
      )}
    </div>
  )
}

function CallNotices(): JSX.Element {
  const isRinging = callState.value === 'ringing'
  return (
    <>
      {isRinging && !isSoundOn.value && (
        <Notice testId="sound-blocked" action={t('ready.sound.enable')} act={enableSound}>
          {t('warning.ring')}
        </Notice>
      )}
      {current.value !== null && leg.value === 'down' && <Notice>{t('warning.leg')}</Notice>}
      {warnings.value.map((code) =>
        code === 'sound-blocked' ? (
          <Notice key={code} testId={code} action={t('warning.sound.hear')} act={hear}>
            {t('warning.sound')}
          </Notice>
        ) : code.startsWith('microphone-') && code !== 'microphone-silent' ? (
          <Notice
            key={code}
            testId={code}
            action={t('warning.retry')}
            act={() => chooseMicrophone(microphone.value)}
          >
            {t(`warning.${code}` as MessageKey)}
          </Notice>
        ) : (
          <Notice key={code} testId={code}>
            {t(`warning.${code}` as MessageKey)}
          </Notice>
        ),
      )}
    </>
  )
}

function problemWords(code: string): string {
  const known = words('error', code)
  return known.toLowerCase() === code.replace(/[_.-]+/g, ' ') ? t('error.other', { code }) : known
}

function Notice(props: {
  icon?: IconNode
  children: ComponentChildren
  testId?: string
  action?: string
  act?: () => void
  close?: () => void
}): JSX.Element {
  return (
    <div class="notice" data-testid={props.testId}>
      <Icon of={props.icon ?? TriangleAlert} />
      <span class="notice-words">{props.children}</span>
      {props.action !== undefined && (
        <button type="button" class="button small" onClick={props.act}>
          {props.action}
        </button>
      )}
      {props.close !== undefined && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('error.dismiss')}
          onClick={props.close}
        >
          <Icon of={X} />
        </button>
      )}
    </div>
  )
}
