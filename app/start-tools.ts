import type { Broker } from '#broker/broker.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import { answerMessages, messagesPath } from './admin/messages.ts'
import { operatorPath, renewOperator } from './admin/operator.ts'
import { executeKeys } from './admin/keys/execute.ts'
import { keysPath } from './admin/keys/protocol.ts'
import { executePeople } from './admin/people/execute.ts'
import { peoplePath } from './admin/people/protocol.ts'
import { startAdmin } from './admin/start.ts'
import { executeArchive } from './admin/archive/execute.ts'
import { doorAddress } from './door-address.ts'
import { keepsOf } from './keeps.ts'
import { archivePath } from './admin/archive/protocol.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { executeTakeOver } from './admin/take-over/execute.ts'
import { takeOverPath } from './admin/take-over/protocol.ts'
import { executeReplay } from './admin/replay/execute.ts'
import { replayPath } from './admin/replay/protocol.ts'
import type { CityOptions } from './city-options.ts'
import type { Parts } from './parts.ts'
import { startDemoFleet } from './demo/start-demo-fleet.ts'

/** The admin socket, and in a demo the simulated devices. */
export async function startTools(
  { config, log, demo, kinds = allKinds, clock = systemClock }: CityOptions,
  { city, core, broker, url, closing }: Parts & { broker: Broker; url: string },
): Promise<void> {
  const { folder, registry, inventory, audit } = core
  const { plain } = broker.addresses
  const asked = { registry, inventory, audit, door: () => doorAddress(city.city.id, broker) }
  const admin = await startAdmin({
    ...asked,
    readImport: createImport(inventory, kinds),
    socketPath: folder.file('admin.sock'),
    others: {
      [archivePath]: {
        needs: 'device.edit',
        answer: (body) =>
          executeArchive({ ...core, directory: registry, clock, keeps: keepsOf(config) }, body),
      },
      [replayPath]: {
        needs: 'device.edit',
        answer: async (body) => executeReplay({ ...asked, isDemo: !!demo }, body),
      },
      [messagesPath]: {
        needs: 'quarantine.read',
        answer: (body) => answerMessages(core.ingest.messages, body),
      },
      [takeOverPath]: {
        needs: 'device.edit',
        answer: (body) =>
          executeTakeOver({ inventory, kinds, cityDir: config.CITY_DIR, isDemo: !!demo }, body),
      },
      [keysPath]: {
        needs: 'keys.manage',
        answer: async (body) => executeKeys(core.accounts, body),
      },
      [peoplePath]: {
        needs: 'people.manage',
        answer: (body) => executePeople(core.accounts, body),
      },
      [operatorPath]: { needs: 'keys.manage', answer: async () => renewOperator(core, url) },
    },
  })
  closing.add('admin socket', admin.close)
  if (!demo) return
  const [cityFolder, brokerUrl] = [config.CITY_DIR, plain?.url ?? '']
  const { board } = core.ingest
  const known = { board, kinds, clock }
  const fleet = startDemoFleet({ demo, folder, registry, cityFolder, brokerUrl, log, ...known })
  if (fleet) closing.add('simulated devices', fleet.close)
}
