import { describeStore } from '#test/contracts/store.ts'
import { createTempStore } from './temp-store.ts'

describeStore('SQLite store', createTempStore)
