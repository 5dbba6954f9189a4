export const UNREAD: readonly unknown[]
