/** What the page is told of a refusal. */
export function pick(message: { code: string; detail?: string }): { code: string; detail?: string } {
  return message.detail === undefined
    ? { code: message.code }
    : { code: message.code, detail: message.detail }
}
