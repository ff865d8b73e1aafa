/** The city folder has faults; the message names every one of them. */
export class CityFolderError extends Error {
  override readonly name = 'CityFolderError'
}
