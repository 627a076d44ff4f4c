import type { SystemMap } from '../data-map.js'
import { accounts } from './microsoft365/accounts.js'
import { activity } from './microsoft365/activity.js'
import { correspondenceTypes } from './microsoft365/correspondence.js'

/** What the company's own tenant of Microsoft 365 holds about people. Fields are named by their dotted path in Microsoft Graph. */
export const microsoft365Map = {
  system: 'microsoft365',
  labels: { NL: 'Microsoft 365', FR: 'Microsoft 365', DE: 'Microsoft 365', EN: 'Microsoft 365' },
  role: 'CONTROLLER',
  recordTypes: { ...accounts, ...activity, ...correspondenceTypes },
} as const satisfies SystemMap
