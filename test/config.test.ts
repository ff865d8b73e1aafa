import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConfig, settings } from '#config'
import {
  envExamplePath,
  fillSettingsPage,
  formatEnvExample,
  settingsPagePath,
} from '#infra/settings-table.ts'

describe('the settings', () => {
  it('have a default for everything that must have a value', () => {
    expect(loadConfig({})).toMatchObject({
      config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 3000, MQTT_PORT: 1883, RETENTION_DAYS: 30 },
      warnings: [],
    })
  })

  it('are read as the type they are, an empty one as absent', () => {
    const loaded = loadConfig({
      HTTP_PORT: ' 8080 ',
      MQTT_PORT: '',
      ONLINE_TILES: 'FALSE',
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080',
      LOG_LEVEL: 'debug',
    })
    expect(loaded).toMatchObject({
      config: {
        HTTP_PORT: 8080,
        MQTT_PORT: 1883,
        ONLINE_TILES: false,
        ALLOWED_ORIGINS: ['https://a.example', 'http://b.example:8080'],
        LOG_LEVEL: 'debug',
      },
    })
  })

  it('are refused all at once, each in words', () => {
    expect(
      loadConfig({
        HTTP_PORT: '70000',
        MQTT_PORT: '18 83',
        ONLINE_TILES: 'perhaps',
        ALLOWED_ORIGINS: 'city.example',
        TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/33, 300.1.1.1',
        LOG_LEVEL: 'loud',
        RETENTION_DAYS: '0',
        TLS_CERT: 'cert.pem',
      }),
    ).toEqual({
      errors: [
        'HTTP_PORT: expected a whole number from 0 to 65535, got "70000"',
        'ALLOWED_ORIGINS: expected a list like https://city.example, got "city.example"',
        'ONLINE_TILES: expected true or false, got "perhaps"',
        'MQTT_PORT: expected a whole number from 0 to 65535, got "18 83"',
        'RETENTION_DAYS: expected a whole number from 1 to 36500, got "0"',
        'LOG_LEVEL: expected one of debug, info, warn, error, got "loud"',
        'TLS_KEY: missing; TLS_CERT is set, and TLS needs both',
        'TRUSTED_PROXIES: 10.0.0.0/33 is no address and no network (CIDR)',
        'TRUSTED_PROXIES: 300.1.1.1 is no address and no network (CIDR)',
      ],
      warnings: [],
    })
  })

  it('warn of a name that is nearly one of them', () => {
    expect(
      loadConfig({ HTTP_PROT: '80', HTTP_PROXY: 'x', HOME: '/', PATH: '/bin' }).warnings,
    ).toEqual(['HTTP_PROT is not a setting; did you mean HTTP_PORT?'])
  })

  it('never say a secret aloud, a wrong one neither', () => {
    const secrets = Object.keys(settings.properties).filter((name) =>
      /(TOKEN|SECRET|PASSWORD)$/.test(name),
    )
    expect(secrets).toEqual(['INFLUX_TOKEN'])
    const told = loadConfig({ INFLUX_URL: 'http://127.0.0.1:8086', INFLUX_TOKEN: 'my secret' })
    expect(told).toMatchObject({ errors: [expect.stringContaining('INFLUX_TOKEN: expected')] })
    expect(JSON.stringify(told)).not.toContain('secret')
  })

  it('want an address for an archive, and one form of its token', () => {
    expect(loadConfig({ INFLUX_ORG: 'city' })).toMatchObject({
      errors: ['INFLUX_URL: missing; INFLUX_ORG is set, and means nothing without it'],
    })
    const url = { INFLUX_URL: 'http://127.0.0.1:8086' }
    expect(loadConfig({ ...url, INFLUX_TOKEN: 'a', INFLUX_TOKEN_FILE: 'b' })).toMatchObject({
      errors: ['INFLUX_TOKEN_FILE: set one of it and INFLUX_TOKEN, not both'],
    })
    expect(loadConfig({ INFLUX_URL: 'influx.example' })).toHaveProperty('errors.length', 1)
  })
})

describe('what is written of them', () => {
  it('in docs/settings.md and in .env.example follows the schema', () => {
    const page = readFileSync(settingsPagePath, 'utf8')
    expect(page).toBe(fillSettingsPage(page))
    expect(readFileSync(envExamplePath, 'utf8')).toBe(formatEnvExample())
  })
})
