/** Words about pushes to closed pages. */
export const enPush = {
  'ready.notify.closed': 'Shown when a call rings, also while this page is closed',
  'found.no_page_and_no_push': 'Unreachable: no page was open, and no browser takes pushes.',
  'found.push_sent': 'Told by push: no page answered.',
  'found.push_refused': 'No browser took the push.',
  'event.push_sent': '{name} was told by push',
  'event.push_refused': 'No browser of {name} took the push',
} as const
