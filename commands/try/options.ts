import { parseArgs } from 'node:util'
import type { Labels } from '#domain/words/labels.ts'
import type { Mode } from '../terminal/find-running.ts'
import { readAddress, requiredNumber } from '../device/values.ts'
import { saidAlike, UsageError } from '../terminal/usage-error.ts'

/** `npm run device -- try FILE`, or `try --listen`. */
export interface TryOptions {
  /** Undefined with --listen. */
  file: string | undefined
  device: string | undefined
  profile: string | undefined
  source: string | undefined
  address: string | undefined
  mountingHeightM: number | undefined
  mode: Mode | undefined
  data: string | undefined
  json: boolean
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const flags = {
  device: text,
  profile: text,
  source: text,
  address: text,
  'mounting-height': text,
  data: text,
  listen: flag,
  live: flag,
  demo: flag,
  json: flag,
} as const

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

type Parsed = ReturnType<typeof parse>

function refuseListening({ values, positionals }: Parsed): Labels | undefined {
  if (positionals.length > 0)
    return {
      ja: 'FILE と --listen はどちらか一つにしてください。',
      en: 'try a FILE or --listen, not both',
    }
  if (values.profile || values['mounting-height']) {
    return {
      ja: '--profile と --mounting-height は FILE を試すときに使います。届く通知は登録どおりに読みます。',
      en: '--profile and --mounting-height are for a FILE; what comes is read as registered',
    }
  }
  return undefined
}

/** Words and options that contradict each other. */
function refuseMixture({ values, positionals }: Parsed): Labels | undefined {
  const [file, ...rest] = positionals
  if (rest.length > 0) return saidAlike.extraWords(rest)
  if (values.live && values.demo) return saidAlike.bothModes
  if (values.listen) return refuseListening({ values, positionals })
  if (!file)
    return {
      ja: '試す FILE を指定するか、届く通知を見るには --listen を付けてください。',
      en: 'try which FILE? Or --listen to what comes now',
    }
  if (values.device && values.profile) {
    return {
      ja: '--device の機器には自分のプロファイルがあります。--device と --profile はどちらか一つにしてください。',
      en: '--device has its own profile; say one of --device and --profile',
    }
  }
  return undefined
}

/** Reads what follows `try`; throws `UsageError` with a sentence for people. */
export function parseTryOptions(args: string[]): TryOptions {
  const parsed = parse(args)
  const mixture = refuseMixture(parsed)
  if (mixture) throw new UsageError(mixture)
  const { values, positionals } = parsed
  const height = values['mounting-height']
  return {
    file: positionals[0],
    device: values.device,
    profile: values.profile,
    source: values.source,
    address: values.address === undefined ? undefined : readAddress(values),
    mountingHeightM: height === undefined ? undefined : requiredNumber(values, 'mounting-height'),
    mode: values.live ? 'live' : values.demo ? 'demo' : undefined,
    data: values.data,
    json: values.json === true,
  }
}
