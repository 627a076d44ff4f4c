import { seedDirectory } from './seed-directory.js'
import { seedFiles } from './seed-files.js'
import { seedMail } from './seed-mail.js'
import type { Tenant } from './tenant.js'

/** Puts the fictional people where a company's Microsoft 365 would hold them. */
export function seedWorld(tenant: Tenant): void {
  seedDirectory(tenant)
  seedMail(tenant)
  seedFiles(tenant)
}
