/**
 * Characters that a name to be printed has none of, as the inside of a character class: controls,
 * and what is invisible, blank, or turns the text around it (U+202E). Joiners are among them; the
 * selectors of ideographic variants, which Japanese names need, are not.
 */
const unprinted =
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb'

/** A name that people can see: not only of spaces, U+3000 included, and without unprinted characters. */
export const printedNamePattern = `^(?!\\s*$)[^${unprinted}]+$`
