/** `http(s)` becomes `ws(s)`; a bare origin gets the desk's path. */
export function deskUrl(url: string): string {
  const desk = new URL(url, globalThis.location?.href)
  desk.protocol = desk.protocol.replace(/^http/, 'ws')
  if (desk.pathname === '/' || desk.pathname === '') {
    desk.pathname = '/v1/desk'
  }
  desk.hash = ''
  return desk.href
}

/** Which tab this is, as long as it is not told. */
export function randomPage(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
