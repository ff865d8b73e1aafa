import { Icon, icons } from '../../parts/icon.tsx'
import { textOf } from '../../state/preferences.ts'
import { pageWords } from './words/page.ts'

/** The present list as a file, which the import takes back. */
export function DownloadLink() {
  return (
    <a class="button" href="/v1/inventory?format=csv" download="devices.csv">
      <Icon path={icons.download} />
      {textOf(pageWords.download)}
    </a>
  )
}
