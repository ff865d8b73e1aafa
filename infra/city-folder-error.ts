/** A file of the city folder is missing or damaged; the message names it. */
export class CityFolderError extends Error {
  override readonly name = 'CityFolderError'
}
