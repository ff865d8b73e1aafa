import { Icon, icons } from '../../parts/icon.tsx'
import { language, textOf } from '../../state/preferences.ts'
import { pageWords } from './words/page.ts'

/** The present list as a file, which the import takes back. */
export function DownloadLink() {
  const address = `/v1/inventory?format=csv&labels=${language.value}`
  return (
    <a class="button" href={address} download="devices.csv">
      <Icon path={icons.download} />
      {textOf(pageWords.download)}
    </a>
  )
}
