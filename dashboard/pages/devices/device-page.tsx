import type { InventoryItem } from '#domain/wire/inventory.ts'
import { findKind } from '../../state/city.ts'
import { findEntry } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { mayReadQuarantine } from '../../state/reader.ts'
import { KindIcon } from '../../parts/icon.tsx'
import { StateChip } from '../../parts/trouble/state-chip.tsx'
import { BackToList } from './link-to-part.tsx'
import type { Shown } from './form/use-device-edit.ts'
import { ChangesSection } from './sections/changes-section.tsx'
import { FactsSection } from './sections/facts-section.tsx'
import { LevelsSection } from './sections/levels/levels-section.tsx'
import { PlaceSection } from './sections/place-section.tsx'
import { RemarksSection } from './sections/remarks-section.tsx'
import { ReportingSection } from './sections/reporting-section.tsx'
import { RetireSection } from './sections/retire-section.tsx'
import { ServiceSection } from './sections/service-section.tsx'
import { WatchingSection } from './sections/watching-section.tsx'
import { ZeroSection } from './sections/zero-section.tsx'
import { useFollowed } from '../../parts/use-followed.ts'
import { retiredNote } from './words/form.ts'
import { pageWords } from './words/page.ts'
import { sectionTitles, type SectionId } from './words/sections.ts'

/** One device: all that is set of it, each part with its own form. */
export function DevicePage({ id }: { id: string }) {
  const { state, reload } = useFollowed<InventoryItem>(`/v1/inventory/${encodeURIComponent(id)}`)
  const { load } = words.value
  return (
    <main id="main" class="status-page devices-page" tabIndex={-1}>
      <BackToList />
      {state.value === 'loading' && <p class="muted">{load.loading}</p>}
      {state.value === 'gone' && <p class="is-bad">{textOf(pageWords.gone)}</p>}
      {state.value === 'failed' && (
        <p class="is-bad" role="alert">
          {load.failed} {load.again}
        </p>
      )}
      {typeof state.value === 'object' && <Device shown={{ item: state.value.loaded, reload }} />}
    </main>
  )
}

function Device({ shown }: { shown: Shown }) {
  const hasLevels = findKind(shown.item.kind)?.level_field != null
  const ids = (Object.keys(sectionTitles) as SectionId[]).filter(
    (id) => hasLevels || (id !== 'levels' && id !== 'zero'),
  )
  return (
    <>
      <DeviceHead item={shown.item} />
      <nav class="device-contents" aria-label={textOf(pageWords.sections)}>
        {ids.map((id) => (
          <a key={id} href={`#${id}`}>
            {textOf(sectionTitles[id])}
          </a>
        ))}
      </nav>
      <div class="device-sections">
        <PlaceSection shown={shown} />
        <ReportingSection shown={shown} />
        {hasLevels && <LevelsSection shown={shown} />}
        {hasLevels && <ZeroSection shown={shown} />}
        <ServiceSection shown={shown} />
        <WatchingSection shown={shown} />
        <RemarksSection shown={shown} />
        <FactsSection shown={shown} />
        <ChangesSection shown={shown} />
        <RetireSection shown={shown} />
      </div>
    </>
  )
}

/** Which device it is, and how it fares. */
function DeviceHead({ item }: { item: InventoryItem }) {
  const standing = findEntry(item.id)?.standing.value
  const { connect } = words.value
  return (
    <div class="status-lead">
      <h2>{textOf(item.name)}</h2>
      <p class="device-head">
        <span class="devices-kind">
          <KindIcon kind={item.kind} />
          {textOf(findKind(item.kind)?.title) ?? item.kind}
        </span>
        <code>{item.id}</code>
        {item.retired ? (
          <span class="chip">{textOf(pageWords.retired)}</span>
        ) : (
          standing && <StateChip standing={standing} />
        )}
        {!item.retired && <a href={`/?device=${encodeURIComponent(item.id)}`}>{connect.onMap}</a>}
        {mayReadQuarantine.value && (
          <a href={`/connect?device=${encodeURIComponent(item.id)}`}>
            {textOf(pageWords.messages)}
          </a>
        )}
      </p>
      {item.retired && <p>{textOf(retiredNote)}</p>}
    </div>
  )
}
