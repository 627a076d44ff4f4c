import { randomBytes, randomUUID } from 'node:crypto'

/** Opaque id of something the hub made. */
export function newId(): string {
  return randomUUID()
}

/** 256 random bits in base64url: for tokens that open something once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
