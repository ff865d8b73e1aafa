import { describe, expect, it } from 'vitest'
import { parseOptions } from '#commands/device/options.ts'

const add = ['add', '--id', 'my-gauge', '--kind', 'flood', '--name', '試験水位計']

describe('the command line', () => {
  it.each([
    ['nothing', [], 'what to do?'],
    ['an unknown command', ['delete', 'my-gauge'], 'none of add'],
    ['an unknown option', ['list', '--force'], "Unknown option '--force'"],
    ['a missing id', ['add', '--kind', 'flood', '--name', 'x'], '--id is missing'],
    ['a missing name', ['add', 'my-gauge', '--kind', 'flood'], '--name is missing'],
    ['half a position', [...add, '--lat', '35.9'], '--lon is missing'],
    ['a position in words', [...add, '--lat', 'north', '--lon', '1'], 'is not a number'],
    ['an empty position', [...add, '--lat', '', '--lon', '1'], '--lat is missing'],
    ['two cities at once', ['list', '--live', '--demo'], 'exclude each other'],
    ['an option of another command', ['revoke', 'x', '--kind', 'bus'], 'is for "add" only'],
    ['a word too many', ['revoke', 'one', 'two'], 'one word too many'],
    ['no device', ['rotate'], 'Give its id'],
    ['nothing to set', ['set', 'my-gauge'], 'set what?'],
    ['a word that sets nothing', ['set', 'my-gauge', 'danger'], 'write danger=VALUE'],
    ['an empty value', ['set', 'my-gauge', 'note='], 'note=-'],
    ['no reason to retire', ['retire', 'my-gauge'], '--why is missing'],
    ['an address without a source', [...add, '--address', '70b3d57ed0001000'], 'needs --source'],
    ['a source without an address', [...add, '--source', 'lorawan'], '--address is missing'],
    [
      'a datum without its height',
      [...add, '--datum', 'TP', '--water-body', '川'],
      '--datum needs --source',
    ],
  ])('with %s is refused in a sentence', (_what, args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence)
  })

  it('describes a device behind a bridge as its sticker and its mast say', () => {
    const bridged = ['--source', 'lorawan', '--address', '70-B3-D5-7E-D0-00-10-00']
    const mast = ['--profile', 'decentlab-dl-mbx', '--mounting-height', '6.5']
    const gauge = ['--datum', 'TP', '--zero-height', '1.2', '--water-body', '新利根川']
    expect(parseOptions([...add, ...bridged, ...mast, ...gauge]).request).toMatchObject({
      device: {
        uplink: {
          source: 'lorawan',
          address: '70b3d57ed0001000',
          profile: 'decentlab-dl-mbx',
          settings: { mounting_height_m: 6.5, datum: 'TP' },
        },
        gauge: { datum: 'TP', zero_height_m: 1.2, water_body: { ja: '新利根川' } },
      },
    })
  })

  it('describes a gauge that is known to stand still', () => {
    const { request } = parseOptions([...add, '--normally-flat'])
    expect(request).toMatchObject({ device: { normally_flat: true } })
  })

  it('describes a new device completely', () => {
    const placed = ['--lat', '35.956', '--lon=-140.5', '--role', 'desk', '--name-en', 'Test']
    expect(parseOptions([...add, ...placed]).request).toEqual({
      command: 'add',
      device: {
        id: 'my-gauge',
        kind: 'flood',
        name: { ja: '試験水位計', en: 'Test' },
        origin: 'field',
        role: 'desk',
        position: { lat: 35.956, lon: -140.5 },
        out_of_service: false,
      },
    })
  })
})
