import { signal } from '@preact/signals'

/** Whether the browser gives this page the microphone; `prompt` also where it does not say. */
export const microphonePermission = signal<PermissionState>('prompt')

// A browser that does not know the name refuses the question.
navigator.permissions
  ?.query({ name: 'microphone' as PermissionName })
  .then((status) => {
    const follow = (): void => {
      microphonePermission.value = status.state
    }
    follow()
    status.onchange = follow
  })
  .catch(() => undefined)
