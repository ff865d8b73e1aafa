import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { isChanged, textIn, wordsIn, type Draft, type Sheet } from './draft.ts'

const notALink: Labels = {
  ja: 'http:// または https:// で始まるアドレスを入力してください。',
  en: 'Enter an address that begins with http:// or https://.',
}

function isLink(text: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '')
}

/** カメラとメモ. */
export const remarksSheet: Sheet<InventoryItem> = {
  read: ({ camera_url, note }) => ({ camera_url: camera_url ?? '', note: note ?? '' }),
  check(draft) {
    const camera = textIn(draft, 'camera_url')
    return camera === '' || isLink(camera) ? {} : { camera_url: notALink }
  },
}

export const remarksPatch = (draft: Draft, base: Draft): DevicePatchRequest => ({
  ...(isChanged(draft, base, 'camera_url') && { camera_url: wordsIn(draft, 'camera_url') }),
  ...(isChanged(draft, base, 'note') && { note: wordsIn(draft, 'note') }),
})
