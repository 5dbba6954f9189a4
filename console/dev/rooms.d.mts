import type { CallPermission, RoomMedia, RoomMessage, RoomWhole } from '../src/api'

export type StubRoom = RoomWhole & { messages: RoomMessage[] }
export function room(id: string, more?: Partial<StubRoom>): StubRoom
export function message(id: string, more?: Partial<RoomMessage>): RoomMessage
export function sampleRoom(id?: string): StubRoom
export function permission(more?: Partial<CallPermission>): CallPermission
export const kept: RoomMedia
