import { describe, expect, it } from 'vitest'
import { readTable } from '#commands/city/import/read-table.ts'

describe('a table of facilities', () => {
  it.each([
    [
      'a quote within an unquoted cell',
      'name,size\npipe,5" wide\n',
      { name: 'pipe', size: '5" wide' },
    ],
    ['line ends of old Macs', 'name,size\rpipe,5\r', { name: 'pipe', size: '5' }],
    ['semicolons', 'name;size\npipe;5\n', { name: 'pipe', size: '5' }],
    ['tabs', 'name\tsize\npipe\t5\n', { name: 'pipe', size: '5' }],
    ['a line end in a quoted cell', 'name,size\n"pi\npe",5\n', { name: 'pi\npe', size: '5' }],
  ])('may have %s', (_, text, cells) => {
    expect(readTable('f.csv', text).rows).toEqual([{ line: 2, cells }])
  })
})
