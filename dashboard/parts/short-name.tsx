import { shortenName } from '../logic/device/shorten-name.ts'

/** A name in a list: a long one is shortened to the eye alone, and whole below the pointer. */
export function ShortName({ name }: { name: string }) {
  const short = shortenName(name)
  if (short === name) return <>{name}</>
  return (
    <span title={name}>
      <span aria-hidden="true">{short}</span>
      <span class="visually-hidden">{name}</span>
    </span>
  )
}
