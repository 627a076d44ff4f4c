import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql'
import {
  type BundlePreparationType,
  type DownloadGrantedType,
  PrepareBundleInput,
  PrepareBundleResult,
  ProgressType,
  RequestDownloadInput,
  RequestDownloadResult,
} from '../schema/bundle.js'
import type { RefusalType } from '../schema/refusal.js'
import type { BundleProgress } from '../src/vocabulary/bundle-state.js'
import type { RequestContext } from './context.js'
import { answer } from './outcome.js'

interface ProgressCall {
  readonly args: { readonly bundleId: string }
  readonly context: RequestContext
}

/** Bundles, from order to download. */
@Resolver()
export class BundleResolver {
  @Mutation(() => PrepareBundleResult, { description: 'Orders a bundle. Follow it with `bundleProgress`.' })
  async prepareBundle(
    @Arg('input', () => PrepareBundleInput, { description: 'The bundle.' }) { lang, ...order }: PrepareBundleInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<BundlePreparationType | RefusalType> {
    return answer(await hub.bundles.prepare(viewer, { ...order, language: lang }), (bundle) => ({ bundle }))
  }

  @Mutation(() => RequestDownloadResult, { description: 'Gives a link that works once, after a fresh log-in.' })
  async requestDownload(
    @Arg('input', () => RequestDownloadInput, { description: 'What to download.' })
    { bundleId, part, idempotencyKey }: RequestDownloadInput,
    @Ctx() { hub, viewer, asker }: RequestContext,
  ): Promise<DownloadGrantedType | RefusalType> {
    return answer(await hub.bundles.requestDownload(viewer, bundleId, part, idempotencyKey), ({ url, expiresAt, cookie }) => {
      asker.setDownloadCookie(cookie)
      return { url, expiresAt }
    })
  }

  @Subscription(() => ProgressType, {
    description: 'How far a bundle is, until it is published or failed.',
    subscribe: ({ args, context: { hub, viewer, asker } }: ProgressCall) => hub.bundles.progress(viewer, args.bundleId, asker.signal),
  })
  bundleProgress(
    @Root() progress: BundleProgress,
    @Arg('bundleId', () => ID, { description: 'Id of the bundle.' }) _bundleId: string,
  ): BundleProgress {
    return progress
  }
}
