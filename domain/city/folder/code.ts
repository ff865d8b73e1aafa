/** A 全国地方公共団体コード without its check digit. */
const plain = /^(0[1-9]|[1-3]\d|4[0-7])\d{3}$/

/** 検査数字: weights 6 to 2, then 11 minus the remainder, its last digit. */
function checkDigitOf(code: string): number {
  const sum = Array.from(code).reduce(
    (total, digit, index) => total + Number(digit) * (6 - index),
    0,
  )
  return (11 - (sum % 11)) % 10
}

/** Six digits from five; undefined for what is no code. */
export function addCheckDigit(code: string): string | undefined {
  return plain.test(code) ? `${code}${checkDigitOf(code)}` : undefined
}

/**
 * Five digits from what people and spreadsheets write: five or six digits, or without the zero
 * that a spreadsheet took away. Undefined for what is no code.
 */
export function readCityCode(text: string): string | undefined {
  const digits = text.normalize('NFKC').trim()
  if (plain.test(digits)) return digits
  const six = digits.padStart(6, '0')
  if (/^\d{6}$/.test(six) && addCheckDigit(six.slice(0, 5)) === six) return six.slice(0, 5)
  const five = digits.padStart(5, '0')
  return plain.test(five) ? five : undefined
}
