import { lower } from './lower.ts'
import { amountsEn } from './amounts.ts'
import { chartEn } from './chart.ts'
import { connectEn } from './connect.ts'
import { panelEn } from './panel.ts'
import type { Words } from './ja.ts'
import { mapEn } from './map-words.ts'
import { recordEn } from './record.ts'
import { eventsEn } from './events.ts'
import { signInEn } from './sign-in.ts'
import { stateEn } from './state.ts'

/** Every text of the dashboard in English. Official names of levels keep their Japanese sense. */
export const en: Words = {
  product: 'Machimori',
  sign: { colon: ': ', dot: ' · ' },
  demo: {
    badge: 'Simulated data',
    sentence: 'Showing simulated data (模擬データ). These are not real observations.',
  },
  origin: { field: '', simulated: 'Simulated', replay: 'Replay', drill: 'Drill data' },
  nav: {
    skip: 'Skip to the list',
    pages: 'Pages',
    views: 'Switch view',
    list: 'List',
    mapView: 'Map',
    record: 'Alarm log',
  },
  setting: {
    title: 'Display settings',
    language: 'Language',
    theme: 'Colours',
    themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
    pauseMotion: 'Pause motion',
  },
  connection: {
    connecting: 'Connecting',
    live: 'Connected',
    unstable: 'Unstable connection',
    cut: 'Connection lost',
    titlePrefix: '[OFFLINE] ',
    cutSentence: (time) =>
      `Connection to the server lost. You see the state of ${time}, not the present.`,
    neverSentence: 'The server cannot be reached. Trying again by itself.',
    pulseSentence: (time) =>
      `Nothing comes in from the devices: no self-check has reached this page ${time === null ? 'since the start' : `since ${time}`}. What you see may not be the present.`,
    clockSentence:
      "The server's clock may be wrong. Values are judged by their receipt. Check the time of the server.",
    clockFigures: (by, devices, heard) =>
      `by about ${by}; ${devices} of the ${heard} devices heard lately are ahead`,
    restored: (time, seconds) => `Restored ${time}, the missing ${seconds} s were filled in`,
    lastData: (time) => `Last data ${time}`,
  },
  level: {
    word: (level) => `Gauge level ${level}`,
    unconfirmed: 'Unconfirmed',
    unchanged: (duration) => `unchanged for ${duration}`,
    none: 'Below every threshold',
    noneShort: 'Normal',
    last: (level, time) => `Last: ${lower(level)}, ${time}`,
    legendTitle: 'Legend',
    legendNote: 'Gauge values against thresholds. Not a warning or an evacuation order.',
  },
  alarm: {
    strip: 'Alarm state',
    reached: (threshold, authority) =>
      authority === 'local'
        ? `reached ${lower(threshold)}`
        : `reached the ${lower(threshold)} (set by the river administrator)`,
    calm: 'No gauge has reached a threshold',
    noneSure: 'No gauge is confirmed to have reached a threshold',
    calmDetail: (fresh, total) => `${fresh} of ${total} gauges are reporting`,
    unknown: 'Water levels cannot be confirmed',
    unknownDetail: 'No gauge with thresholds is reporting a value',
    noGauges: 'No gauge can raise an alarm',
    noGaugesDetail: 'No gauge with thresholds is registered',
    rise: (gauge, level) => `${gauge}: ${lower(level)}`,
    others: (count) => `and ${count} more`,
    stale: (count) => `${count} with no usable level`,
    raisedAnnouncement: (name, level, threshold) =>
      `${name}: reached ${lower(threshold)}, gauge level ${level}`,
    clearedAnnouncement: (name, level, threshold) =>
      level === 0
        ? `${name}: below ${lower(threshold)} and every threshold`
        : `${name}: below ${lower(threshold)}, fell to gauge level ${level}`,
    withdrawnAnnouncement: (name, level) =>
      `${name}: the last record was withdrawn. ${level === 0 ? 'Below every threshold' : `Gauge level ${level}`}`,
    doubtfulAnnouncement: (text) => `${text}. The value has to be checked`,
    together: (texts) => texts.join('. '),
  },
  state: stateEn,
  group: { alarm: 'Alarm', attention: 'Needs a look' },
  list: {
    title: 'Devices',
    count: (count) => (count === 1 ? '1 device' : `${count} devices`),
    filtered: (count, total) => `${count} of ${total}`,
    hint: 'Choose with the arrow keys, open with Enter',
    more: (count) => `Show ${count} more`,
    empty: 'No devices are registered',
    emptyHint: 'Registered devices appear here and on the map.',
    noMatch: 'No device matches the filter',
  },
  filter: {
    title: 'Filter',
    kind: 'Kind',
    state: 'State',
    level: 'Gauge level',
    allLevels: 'All',
    levelFrom: (level) => `${level} and up`,
    text: 'Find by name',
    clear: 'Clear filter',
  },
  map: mapEn,
  panel: panelEn,
  amounts: amountsEn,
  chart: chartEn,
  record: recordEn,
  events: eventsEn,
  status: {
    title: 'System status',
    verdict: (well, total) => `${well} of ${total} devices report on time`,
    asOf: (time) => `This is the state of ${time}. The present one is not known.`,
    pipeline: 'Data flow',
    broker: 'Connections',
    connected: 'devices',
    noListener: 'No listener is open',
    arrival: 'Received',
    perSecond: '/s',
    total: (count) => `${count} since the start`,
    duplicates: (count) => `and ${count} duplicates`,
    quarantined: 'Quarantine',
    pieces: 'values',
    quarantinedMeans: 'Since the start: not readable, kept apart',
    store: 'Stored',
    median: '(median)',
    slowest: (time) => `99 % within ${time}`,
    queued: (count) => `${count} waiting`,
    disk: (size) => `${size} in use`,
    reduced: (time, count) =>
      `Notes and doors older than 13 months deleted: ${count} since the start, last look ${time}`,
    storeBad: 'Failing',
    archive: 'Archive',
    archiveConditions: {
      ok: 'OK',
      behind: 'Late',
      filling: 'Catching up',
      stopped: 'Stopped',
    },
    archiveLate: (time: string) => `Older history is late (archived up to ${time})`,
    archiveLateUnknown: 'Older history is late',
    archiveSaid: (said) => `[${said}]`,
    bridge: {
      title: 'From other systems',
      counted: 'Counted since the start of the server.',
      columns: {
        source: 'Source',
        state: 'State',
        lastMessage: 'Last message',
        received: 'Received',
        stored: 'Stored',
        duplicates: 'Duplicates',
        quarantined: 'Quarantined',
        uncommitted: 'Not stored yet',
        sessionsLost: 'Sessions lost',
      },
      conditions: {
        connected: 'Connected',
        connecting: 'Connecting',
        waiting: 'Waiting to try again',
      },
      since: 'since',
      downSince: 'down since',
      lastTry: 'last tried',
      lastFailure: 'last failure',
      shed: (count) => `${count} lost: QoS 0, and they could not be stored at that moment`,
    },
    selfCheck: {
      title: 'Self-check',
      ok: 'Comes through',
      silent: 'Does not come through',
      last: 'last received',
      unknown: 'Not known at present',
      never: 'none since the start',
      means: (every) =>
        `Every ${every} a signal is sent to the entrance that devices use, to see whether it is stored and reaches this page.`,
    },
    budget: {
      title: 'Devices that have to wait',
      means: 'Their next readings are taken later. What was stored stays.',
      above: (count) => `${count} above`,
    },
    unregistered: 'not registered',
    clients: 'Screens',
    screens: 'open',
    window: (time) => `Updated every ${time}`,
    runsSince: (time) => `Running for ${time}`,
    version: 'Version',
    devices: 'Devices',
    columns: {
      name: 'Name',
      state: 'State',
      lastSeen: 'Last value',
      interval: 'Interval',
      online: 'Connection',
      missing: 'Missing',
    },
    refusals: 'Refusals and changes by hand',
    refusalsEmpty: 'Since the start nothing was refused, nothing was changed by hand',
    refusalsSince: 'What was before the start of the server is in audit.jsonl in the data folder.',
    times: (count) => `${count} of the same`,
    atIndex: (place) => `(no. ${place} of the array)`,
    quarantine: 'Quarantine',
    quarantineEmpty: 'Nothing is in quarantine',
    needToken: 'To see the quarantine, log in or open the operator link.',
    tokenRefused: 'The operator token was not accepted. Open the link again.',
    unnumbered: (count) =>
      `Of ${count} ${count === 1 ? 'device that sends' : 'devices that send'} no seq only what was received is counted, gaps cannot be.`,
    noHealth: 'Loading the state',
    milliseconds: 'ms',
  },
  connect: connectEn,
  wall: {
    top: 'Highest against their thresholds',
    pace: 'Minutes: if the water goes on at this pace (no forecast)',
    counts: 'Devices reporting on time / all',
    record: 'Latest records',
    toNext: (threshold, distance) => `${distance} to the ${lower(threshold)}`,
  },
  signIn: signInEn,
  load: {
    loading: 'Loading',
    failed: 'Could not load',
    again: 'It is tried again by itself.',
    needToken: 'To see this page, log in or open the operator link.',
    retry: 'Try again',
    failedDetail: (detail) => `The server answered: ${detail}`,
  },
  time: {
    withAge: (age) => `(${age})`,
    clock: 'Time now',
    minutes: (count) => `${count} min`,
    seconds: (count) => `${count} s`,
    hours: (count) => `${count} h`,
    days: (count) => `${count} d`,
    justNow: 'just now',
  },
}
