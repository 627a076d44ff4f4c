import { tellCorrection } from './correction/correction-story.js'
import { tellErasure } from './erasure/erasure-story.js'
import type { Stage } from './stage.js'
import { tellStory } from './story.js'

/** A story of the demo: what it tells, and what it leaves where somebody wants to keep something. */
export interface Story {
  readonly about: string
  /** Gives what happened, for a program. `isKept`: what it makes stays in the stage's folder. */
  tell(stage: Stage, isKept: boolean): Promise<object>
  /** Command that checks what it left in a folder; null where there is nothing to check. */
  check(folder: string): string | null
}

export const stories = {
  access: {
    about: 'Lotte asks what is held about her, and gets it in two bundles',
    tell: tellStory,
    check: (folder) => `npx privacy-hub bundle verify ${folder}/access-copy.zip --jwks ${folder}/jwks.json`,
  },
  correction: {
    about: 'her old telephone number is corrected in every system at once',
    tell: tellCorrection,
    check: () => null,
  },
  erasure: {
    about: 'she is erased, but for what the law says must stay',
    tell: tellErasure,
    check: () => null,
  },
} as const satisfies Readonly<Record<string, Story>>
