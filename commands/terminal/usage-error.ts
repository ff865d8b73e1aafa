import type { Labels } from '#domain/words/labels.ts'

/** The command line is wrong; the message says how, in one language where a program said it. */
export class UsageError extends Error {
  constructor(said: Labels | string) {
    super(typeof said === 'string' ? said : `${said.ja}\n${said.en}`)
  }
}

/** What several commands say alike. */
export const saidAlike = {
  bothModes: {
    ja: '--live と --demo はどちらか一つにしてください。',
    en: '--live and --demo exclude each other',
  },
  bothRun: {
    ja: '「npm run serve」と「npm start」の市が両方稼働しています。--live か --demo を付けてください。',
    en: 'both cities run: say --live or --demo',
  },
  extraWords: (words: readonly string[]) => ({
    ja: `「${words.join(' ')}」が余分です。`,
    en: `"${words.join(' ')}" is one word too many`,
  }),
}
