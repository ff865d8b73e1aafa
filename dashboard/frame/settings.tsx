import { useSignal, useSignalEffect, type Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { spokenLanguages } from '../words/languages.ts'
import { accountPage } from '../pages.ts'
import { forgetInAddress, page } from '../state/address.ts'
import {
  choose,
  motion,
  spoken,
  theme,
  themes,
  textOf,
  words,
  type Theme,
} from '../state/preferences.ts'
import { isPerson, isSignedIn, leave } from '../state/reader.ts'
import { Icon, icons } from '../parts/icon.tsx'
import { ToggleBar } from '../parts/toggle-bar.tsx'
import { follow, PageLinks } from './page-links.tsx'

/** Colours and motion behind one button; on a narrow screen the pages and the language too. */
export function Settings() {
  const { setting } = words.value
  const isOpen = useSignal(false)
  const place = useDismiss(isOpen)
  return (
    <div class="settings-place" ref={place}>
      <button
        type="button"
        class="icon-button settings-button"
        aria-label={setting.title}
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon path={icons.settings} />
      </button>
      <div class={`settings ${isOpen.value ? 'is-open' : ''}`}>
        <PageLinks look="settings-pages" />
        <LanguageSwitch />
        <div class="settings-more">
          <AccountLink />
          <ThemeSwitch />
          <MotionSwitch />
          <LeaveButton />
        </div>
      </div>
    </div>
  )
}

/** Closes on Escape, with the focus back on the button, and on a press anywhere else. */
function useDismiss(isOpen: Signal<boolean>) {
  const place = useRef<HTMLDivElement>(null)
  useSignalEffect(() => {
    if (!isOpen.value) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      isOpen.value = false
      place.current?.querySelector('button')?.focus()
    }
    const onPress = (event: PointerEvent) => {
      if (!place.current?.contains(event.target as Node)) isOpen.value = false
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  })
  return place
}

function LanguageSwitch() {
  const toggles = spokenLanguages.map((choice) => ({
    key: choice.code,
    lang: choice.code,
    isPressed: spoken.value === choice,
    content: choice.name,
    press() {
      forgetInAddress('lang')
      choose({ spoken: choice })
    },
  }))
  return <ToggleBar label={words.value.setting.language} toggles={toggles} look="language-switch" />
}

function ThemeSwitch() {
  const { setting } = words.value
  return (
    <label class="theme-switch">
      <span class="visually-hidden">{setting.theme}</span>
      <select
        value={theme.value}
        onChange={(event) => {
          forgetInAddress('theme')
          choose({ theme: event.currentTarget.value as Theme })
        }}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {`${setting.theme}${words.value.sign.colon}${setting.themes[name]}`}
          </option>
        ))}
      </select>
    </label>
  )
}

/** To one's own account; the way in for whoever has none. */
function AccountLink() {
  return (
    <a
      class="motion-switch account-link"
      href={accountPage.path}
      aria-current={page.value === accountPage ? 'page' : undefined}
      onClick={(event) => follow(event, accountPage)}
    >
      {isPerson.value ? textOf(accountPage.title) : words.value.signIn.title}
    </a>
  )
}

/** Ends the session of this browser; there is none where the city is open to whoever asks. */
function LeaveButton() {
  if (!isSignedIn.value) return null
  return (
    <button type="button" class="motion-switch" onClick={() => void leave('/v1/session')}>
      {words.value.signIn.leave}
    </button>
  )
}

/** Stops what moves by itself. Values and clock go on: they are the news. */
function MotionSwitch() {
  const isPaused = motion.value === 'paused'
  return (
    <button
      type="button"
      class="motion-switch"
      aria-pressed={isPaused}
      onClick={() => {
        forgetInAddress('motion')
        choose({ motion: isPaused ? 'moving' : 'paused' })
      }}
    >
      {words.value.setting.pauseMotion}
    </button>
  )
}
