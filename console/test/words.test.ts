import { describe, expect, it } from 'vitest'
import { enAdmin } from '../src/i18n/en-admin'
import { enChannels } from '../src/i18n/en-channels'
import { enPush } from '../src/i18n/en-push'
import { enRoom } from '../src/i18n/en-room'
import { enSupervisor } from '../src/i18n/en-supervisor'
import { en } from '../src/i18n/en'

describe('the words of the pages', () => {
  /** Spread into one object, the second of two would silently stand on the first one's page. */
  it('have each their own name, in whichever file they are', () => {
    const files = [enAdmin, enChannels, enPush, enRoom, enSupervisor]
    const names = files.flatMap((words) => Object.keys(words))
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
    const own = Object.keys(en).length - names.length
    expect(own).toBeGreaterThan(0)
    for (const words of files) {
      expect(en).toMatchObject(words)
    }
  })
})
