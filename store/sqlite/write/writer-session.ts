import type { DatabaseSync } from 'node:sqlite'
import { migrate } from '../../migrate.ts'
import type { PrunedRows, PruneLimits, UpgradeProgress } from '../../store.ts'
import type { Batch } from '../batch.ts'
import { openForWriting } from '../connection.ts'
import { describeFailure } from '../failure.ts'
import { ensureFactTables } from '../tables/fact-table.ts'
import type { Tables, WriterSetup } from '../threads/messages.ts'
import { pruneStepwise } from './prune.ts'
import { ensureReadingTables } from '../tables/reading-table.ts'
import { migrations } from '../tables/schema.ts'
import { foldMoments } from '../upgrade/fold-moments.ts'
import { createWriter, type Writer, type Written } from './writer.ts'

/** The writing connection, replaced by a new one after an I/O error. */
export interface WriterSession {
  readonly tables: Tables
  commit(batch: Batch, committedTs: number): Written
  prune(limits: PruneLimits): Generator<void, PrunedRows>
  close(): void
}

interface Connection {
  db: DatabaseSync
  writer: Writer
}

/** Hears how an upgrade of the file goes on. */
type Tell = (progress: UpgradeProgress) => void

/** Opens, migrates and prepares. Throws if the file is newer than the program or unusable. */
export function openWriterSession(setup: WriterSetup, tell: Tell = () => {}): WriterSession {
  const { file } = setup
  const tables = prepareFile(setup, tell)
  let connection: Connection | undefined

  function connect(): Connection {
    if (connection) return connection
    const db = openForWriting(file)
    connection = { db, writer: createWriter(db, tables) }
    return connection
  }

  function drop(): void {
    const dropped = connection
    connection = undefined
    try {
      dropped?.db.close()
    } catch {
      // The handle is bad already; the next commit opens another.
    }
  }

  connect()
  return {
    tables,
    commit(batch, committedTs) {
      try {
        return connect().writer.commit(batch, committedTs)
      } catch (error) {
        if (describeFailure(error).reopen) drop()
        throw error
      }
    },
    prune: (limits) => pruneStepwise(connect().db, tables, limits),
    close() {
      // Leaves one file behind, so that a copy of it is a whole backup.
      connection?.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      connection?.db.close()
      connection = undefined
    },
  }
}

/**
 * Closing the only connection moves the log into the main file, and that must stay before the first
 * commit: after a failed fsync the log may be whole in memory and not on the disk, and a commit
 * behind such frames would go with them in a power cut.
 */
function prepareFile({ file, plans, facts }: WriterSetup, tell: Tell): Tables {
  const db = openForWriting(file)
  try {
    migrate(db, { file, migrations })
    const tables = ensureReadingTables(db, plans)
    const made = { facts: ensureFactTables(db, { file, plans: facts }), tables }
    foldMoments(db, { tables, tell })
    return made
  } finally {
    db.close()
  }
}
