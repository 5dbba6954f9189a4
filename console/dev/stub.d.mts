export interface Stub {
  url: string
  settings: Record<string, unknown> & { isDown?: boolean }
  ring(name?: string): void
  hangUp(): void
  slept(ms: number): void
  dropSockets(): void
  close(): void
}

export function startStub(options?: Record<string, unknown>): Promise<Stub>
