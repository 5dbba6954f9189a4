import { signal } from '@preact/signals'

/** Where the dock stands: distance of its right and bottom edge from the window's. */
export interface Place {
  right: number
  bottom: number
}

interface Size {
  width: number
  height: number
}

export const MARGIN = 12
const KEPT_AS = 'dering.dock'

/** Keeps the whole dock on the screen, whatever the screen has become since it was put there. */
export function clamp(place: Place, dock: Size, screen: Size): Place {
  const within = (value: number, room: number): number =>
    Math.max(MARGIN, Math.min(value, Math.max(MARGIN, room - MARGIN)))
  return {
    right: within(place.right, screen.width - dock.width),
    bottom: within(place.bottom, screen.height - dock.height),
  }
}

export function readPlace(kept: string | null): Place {
  try {
    const value = JSON.parse(kept ?? '') as Partial<Place>
    if (Number.isFinite(value.right) && Number.isFinite(value.bottom)) {
      return { right: Number(value.right), bottom: Number(value.bottom) }
    }
  } catch {
    // Nothing kept, or kept by another version: the corner.
  }
  return { right: 24, bottom: 24 }
}

export const place = signal<Place>(readPlace(localStorage.getItem(KEPT_AS)))
export const minimised = signal(false)

export function keepPlace(): void {
  localStorage.setItem(KEPT_AS, JSON.stringify(place.value))
}
