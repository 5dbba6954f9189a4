/** IN-9: a call while no page can show it, in the service worker's words. */
import { describe, expect, it } from 'vitest'
import { announcementOf, readPush, type Push } from '../sw/announcement'
import { wordsOf } from '../sw/words'

const INCOMING: Push = {
  type: 'call.incoming',
  call: 'call_1',
  customer: { name: 'Siti', number: '*****456' },
  channel: { name: 'Front desk' },
  deadline_ms: 1000,
}
const over = (reason: string): Push => ({
  type: 'call.over',
  call: 'call_1',
  customer: INCOMING.customer,
  reason,
})
const english = wordsOf('en-GB')

describe('a push', () => {
  it('says who calls, and rings until somebody deals with it', () => {
    expect(announcementOf(INCOMING, english, 0)).toEqual({
      title: 'Siti is calling',
      body: 'Front desk: click to open the desk.',
      tag: 'call_1',
      isRinging: true,
    })
  })

  it('speaks the language of the browser', () => {
    expect(announcementOf(INCOMING, wordsOf('id-ID'), 0).title).toBe('Siti menelepon')
    expect(announcementOf(INCOMING, wordsOf('fr'), 0).title).toBe('Siti is calling')
  })

  it('knows a caller by the number, masked or not, or by nothing', () => {
    const named = (customer: Push['customer']): string =>
      announcementOf({ ...INCOMING, customer }, english, 0).title
    expect(named({ name: null, number: '*****456' })).toBe('*****456 is calling')
    expect(named({ name: null, number: null })).toBe('Unknown caller is calling')
  })

  it('that comes too late, or ends the ringing, takes its place quietly', () => {
    const told = (push: Push, now = 0): [string, boolean, string] => {
      const { title, isRinging, tag } = announcementOf(push, english, now)
      return [title, isRinging, tag]
    }
    expect(told(INCOMING, 1000)).toEqual(['Missed call: Siti', false, 'call_1'])
    expect(told(over('missed'))).toEqual(['Missed call: Siti', false, 'call_1'])
    expect(told(over('taken'))).toEqual(['Siti: a colleague answered', false, 'call_1'])
    expect(told(over('handled'))).toEqual(['Siti: no longer ringing', false, 'call_1'])
    expect(told(over('of a newer gateway'))[0]).toBe('Missed call: Siti')
  })

  it('that is none of ours is none', () => {
    expect(readPush('')).toBeNull()
    expect(readPush('{"type":"news"}')).toBeNull()
    expect(readPush('{"type":"call.over"}')).toBeNull()
    expect(readPush('null')).toBeNull()
    expect(readPush(JSON.stringify(INCOMING))).toEqual(INCOMING)
  })
})
