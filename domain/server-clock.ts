/** Most of the devices heard lately report from the future: the server's own clock may be behind. */
export interface ServerClockDoubt {
  /** The middle of what they are ahead. */
  behind_ms: number
  devices: number
  /** Devices heard lately, those included. */
  heard: number
}
