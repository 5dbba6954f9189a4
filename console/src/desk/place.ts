import { signal } from '@preact/signals'

/** Where the dock stands: distance of its right and bottom edge from the window's. */
export interface Place {
  right: number
  bottom: number
}

/** What the agent made of it; `null`: as wide as usual, as tall as what is in it. */
export interface Size {
  width: number | null
  height: number | null
}

interface Box {
  width: number
  height: number
}

export const MARGIN = 12
/** Name, timer, both meters and the call buttons are seen at the smallest; the rest is scrolled to. */
const LEAST = { width: 280, height: 264 }
const WIDEST = 640
const KEPT_AS = 'dering.dock'

/** Keeps the whole dock on the screen, whatever the screen has become since it was put there. */
export function clamp(place: Place, dock: Box, screen: Box): Place {
  const within = (value: number, room: number): number =>
    Math.max(MARGIN, Math.min(value, Math.max(MARGIN, room - MARGIN)))
  return {
    right: within(place.right, screen.width - dock.width),
    bottom: within(place.bottom, screen.height - dock.height),
  }
}

/** Neither too small for its buttons nor larger than the screen; a small screen has the last word. */
export function bound(size: Size, screen: Box): Size {
  const between = (value: number | null, least: number, most: number): number | null =>
    value === null ? null : Math.min(Math.max(value, least), most)
  return {
    width: between(size.width, LEAST.width, Math.min(WIDEST, screen.width - 2 * MARGIN)),
    height: between(size.height, LEAST.height, screen.height - 2 * MARGIN),
  }
}

const CORNER: Place = { right: 24, bottom: 24 }
export const NATURAL: Size = { width: null, height: null }

/** What was kept; where there is nothing, or it is of another version, the corner and the usual size. */
export function readKept(kept: string | null): { place: Place; size: Size } {
  try {
    const value = JSON.parse(kept ?? '') as Partial<Place & Size>
    const length = (of: unknown): number | null => (Number.isFinite(of) ? Number(of) : null)
    const right = length(value.right)
    const bottom = length(value.bottom)
    return {
      place: right === null || bottom === null ? CORNER : { right, bottom },
      size: { width: length(value.width), height: length(value.height) },
    }
  } catch {
    return { place: CORNER, size: NATURAL }
  }
}

const kept = readKept(localStorage.getItem(KEPT_AS))
export const place = signal<Place>(kept.place)
export const size = signal<Size>(kept.size)
export const minimised = signal(false)

export function keep(): void {
  localStorage.setItem(KEPT_AS, JSON.stringify({ ...place.value, ...size.value }))
}

export function screenBox(): Box {
  return { width: document.documentElement.clientWidth, height: globalThis.innerHeight }
}
