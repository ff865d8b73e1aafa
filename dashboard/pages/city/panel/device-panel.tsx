import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { FleetEntry } from '../../../state/fleet.ts'
import { select } from '../../../state/address.ts'
import { findKind } from '../../../state/city.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { focusRowOf } from '../list/roving-focus.ts'
import { Icon, icons } from '../../../parts/icon.tsx'
import { Mark } from '../../../parts/mark.tsx'
import { OriginBadge } from '../../../parts/origin-badge.tsx'
import { History } from '../../../chart/history.tsx'
import { AmountTotalLists } from './amount-totals.tsx'
import { EventList } from './events/event-list.tsx'
import { CareLinks } from './care-links.tsx'
import { Facts } from './facts.tsx'
import { GapFigures } from './gap-figures.tsx'
import { takePanelFocusRequest } from './panel-focus.ts'
import { PanelSummary } from './panel-summary.tsx'
import { ThresholdBoard } from './threshold-board.tsx'
import { ValueHistory, type Span } from './value-history/value-history.tsx'
import { ValueTable } from './value-table.tsx'

/** Everything about one device: words first, then the picture, then the details. */
export function DevicePanel({ entry }: { entry: FleetEntry }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const device = entry.device.value
  const kind = findKind(device.kind)
  const inspected = useSignal<Span | null>(null)
  const inspect = (span: Span) => (inspected.value = span)
  useEffect(() => {
    if (takePanelFocusRequest()) heading.current?.focus()
  }, [])
  const close = () => {
    select(null)
    focusRowOf(entry.id)
  }
  const name = textOf(device.name)
  return (
    <section
      class="pane panel"
      aria-labelledby="panel-title"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header class="panel-head">
        <Mark device={device} standing={entry.standing.value} />
        <div class="panel-name">
          <h2 id="panel-title" tabIndex={-1} ref={heading}>
            {name}
          </h2>
          <p class="muted">
            {textOf(kind?.title)}
            {device.gauge && `${words.value.sign.dot}${textOf(device.gauge.water_body)}`}
          </p>
          <OriginBadge origin={device.origin} />
        </div>
        <button
          type="button"
          class="icon-button"
          aria-label={words.value.panel.close}
          onClick={close}
        >
          <Icon path={icons.close} />
        </button>
      </header>
      <div class="panel-body" tabIndex={0} role="group" aria-label={words.value.panel.title}>
        <PanelSummary entry={entry} />
        <CareLinks id={entry.id} />
        <ThresholdBoard device={device} standing={entry.standing.value} />
        {kind && (
          <>
            <AmountTotalLists entry={entry} kind={kind} />
            <History key={kind.id} entry={entry} kind={kind} inspect={inspect} />
            <ValueTable device={device} kind={kind} inspect={inspect} />
            <ValueHistory device={entry.id} kind={kind} span={inspected} />
          </>
        )}
        {kind?.events && <EventList key={entry.id} device={entry.id} />}
        <GapFigures deviceId={entry.id} />
        <Facts device={device} />
      </div>
    </section>
  )
}
