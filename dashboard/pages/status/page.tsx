import { useEffect } from 'preact/hooks'
import type { HealthResource } from '#domain/wire/health.ts'
import { health } from '../../state/platform/health.ts'
import { words } from '../../state/preferences.ts'
import { loadJson } from '../../state/request.ts'
import { Icon, icons } from '../../parts/icon.tsx'
import { BridgeTable } from './bridge-table.tsx'
import { BudgetDebts } from './budget-debts.tsx'
import { CityGaps } from './city-gaps.tsx'
import { DeviceTable } from './device-table.tsx'
import { PipelineFigures } from './pipeline-figures.tsx'
import { QuarantineList } from './quarantine-list.tsx'
import { RefusalList } from './refusal-list.tsx'
import { SelfCheck } from './self-check.tsx'
import { Verdict } from './verdict.tsx'

/** 稼働状況: is what the other page shows fit to be believed? */
export function Page() {
  useEffect(() => {
    // The live stream sends the state every few seconds; the first one is asked for.
    loadJson<HealthResource>('/v1/health')
      .then((state) => (health.value ??= state))
      .catch(() => undefined)
  }, [])
  const { status, connect } = words.value
  return (
    <main id="main" class="status-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{status.title}</h2>
        <Verdict />
        <a class="button" href="/connect">
          <Icon path={icons.plug} />
          {connect.title}
        </a>
      </div>
      <PipelineFigures />
      <SelfCheck />
      <BridgeTable />
      <BudgetDebts />
      <CityGaps />
      <DeviceTable />
      <QuarantineList />
      <RefusalList />
    </main>
  )
}
