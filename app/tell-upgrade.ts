import type { Log } from '#domain/operation/log.ts'
import type { UpgradeProgress } from '#store/store.ts'

/** Told so often at most: twenty lines, however many readings there are. */
const stepShare = 0.05

/** Says how the readings of an earlier version are brought to the rules of this one. */
export function tellUpgrade(log: Log): (progress: UpgradeProgress) => void {
  let told = -1
  return ({ keys, total }) => {
    const share = total === 0 ? 1 : keys / total
    if (share < 1 && share < told + stepShare) return
    told = share
    log(
      'info',
      '同じ時刻の電文を一つの観測値にまとめています（停止しても続きから再開します）。 ' +
        'Messages of one time are joined to one reading; a stop loses nothing',
      { done: keys, of: total },
    )
  }
}
