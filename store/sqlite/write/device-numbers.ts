import type { DatabaseSync } from 'node:sqlite'

/** The numbers that stand for device ids in keys. */
export interface DeviceNumbers {
  /** The number of a device, given one if it is new; inside the running transaction. */
  numberOf(device: string): number
  /** The transaction was rolled back, and with it every number given in it. */
  forgetNew(): void
  /** The transaction was committed. */
  keepNew(): void
}

export function loadDeviceNumbers(db: DatabaseSync): DeviceNumbers {
  const rows = db.prepare('SELECT id, no FROM device').all()
  const numbers = new Map(rows.map((row) => [String(row['id']), Number(row['no'])]))
  const insert = db.prepare('INSERT INTO device (id) VALUES (?)')
  let fresh: string[] = []
  return {
    numberOf(device) {
      let no = numbers.get(device)
      if (no === undefined) {
        no = Number(insert.run(device).lastInsertRowid)
        numbers.set(device, no)
        fresh.push(device)
      }
      return no
    },
    forgetNew() {
      for (const device of fresh) numbers.delete(device)
      fresh = []
    },
    keepNew() {
      fresh = []
    },
  }
}
