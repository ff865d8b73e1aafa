import type { ComponentChildren } from 'preact'
import { openPart, page, select } from '../../state/address.ts'
import { textOf } from '../../state/preferences.ts'
import { pageWords } from './words/page.ts'

/** A click that opens a tab or window stays a link. */
const isPlain = ({ metaKey, ctrlKey, shiftKey }: MouseEvent) => !metaKey && !ctrlKey && !shiftKey

function follow(act: () => void) {
  return (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    act()
    window.scrollTo(0, 0)
  }
}

interface PartProps {
  /** Null: the list. */
  part: string | null
  look?: string
  children: ComponentChildren
}

/** To another part of this page, without loading the document. */
export function LinkToPart({ part, look, children }: PartProps) {
  const { path } = page.value
  return (
    <a
      class={look}
      href={part === null ? path : `${path}?view=${part}`}
      onClick={follow(() => openPart(part))}
    >
      {children}
    </a>
  )
}

interface DeviceProps {
  id: string
  look?: string
  children: ComponentChildren
}

/** To the settings of a device; the browser's back leads to the list as it was. */
export function LinkToDevice({ id, look, children }: DeviceProps) {
  const address = `${page.value.path}?device=${encodeURIComponent(id)}`
  return (
    <a class={look} href={address} onClick={follow(() => select(id))}>
      {children}
    </a>
  )
}

/** Above every part of the page but the list. */
export function BackToList() {
  return (
    <nav class="devices-back" aria-label={textOf(pageWords.title)}>
      <LinkToPart part={null}>← {textOf(pageWords.back)}</LinkToPart>
    </nav>
  )
}
