/** Takes the data folder given as argument and holds it until killed; says how that went. */
import { DataFolderError } from '#store/data-folder-error.ts'
import { openDataFolder } from '#store/data-folder.ts'

try {
  openDataFolder(process.argv[2] ?? '')
  console.log('held')
  process.stdin.resume()
} catch (error) {
  console.log(error instanceof DataFolderError ? error.code : String(error))
}
