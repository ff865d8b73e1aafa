import type { PageNotes } from './page-notes.ts'
import { openPage, type Page, type Pauses } from './page.ts'

/** As the dashboard comes back (`dashboard/state/live.ts`). */
const asDashboard: Pauses = { firstMs: 500, maxMs: 3_000 }
/** One that is there in nearly every life of a server, however short. */
const eager: Pauses = { firstMs: 20, maxMs: 50 }
/** A heartbeat comes every two seconds; the machine may be busy with others. */
const calmMaxMs = 60_000

/** The pages that watch a city beside its load. */
export interface Pages {
  /** Everything the pages were told; none where nothing was opened. */
  readonly notes: readonly PageNotes[]
  open(url: string): Promise<void>
  /**
   * Waits until they have heard everything; one that is opened only now then has to show the same.
   * False where that takes too long.
   */
  calm(): Promise<boolean>
  close(): void
}

export function createPages(): Pages {
  const pages: Page[] = []
  let city = ''

  const add = async (pauses: Pauses) => void pages.push(await openPage(city, pauses))
  const allCalm = () => {
    const isCalm = Promise.all(pages.map((page) => page.calm())).then(() => true)
    const isLate = new Promise<false>((resolve) => setTimeout(resolve, calmMaxMs, false).unref())
    return Promise.race([isCalm, isLate])
  }
  return {
    get notes() {
      return pages.map(({ notes }) => notes)
    },
    async open(url) {
      city = url
      await add(asDashboard)
      await add(eager)
    },
    async calm() {
      if (!(await allCalm())) return false
      await add(asDashboard)
      return allCalm()
    },
    close() {
      for (const page of pages) page.close()
    },
  }
}
