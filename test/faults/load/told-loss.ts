/** As Pino writes it. */
const errorLevel = 50

/** What the log of the server says of a loss at its start. */
export interface ToldLoss {
  level: number
  lost_after: string | null
  lost_before: string
  kept_as: string | null
}

/** The line about the readings; undefined where nothing was told. */
export function findToldLoss(output: string): ToldLoss | undefined {
  const line = output.split('\n').find((one) => one.includes('"file":"readings.db","valid_frames"'))
  return line === undefined ? undefined : (JSON.parse(line) as ToldLoss)
}

/** Said to be a loss, not only asked whether it is one. */
export const isAlarm = (told: ToldLoss | undefined): boolean => told?.level === errorLevel
