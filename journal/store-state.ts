/** Can the store commit? While `ok` is false the door answers `not_committed`. */
export interface StoreState {
  ok: boolean
  /** Why not, for people; null while it is well. */
  detail: string | null
}
