import { bagDeclaration, type BagFile, bagInfo, manifest, payloadOxum, sha512 } from './bagit.js'
import type { BagWriter } from './bag-writer.js'
import { dataPackage } from './data-package.js'
import type { PackageOrder, PackageResult } from './package-plan.js'
import { jsonFile, textFile } from './text-files.js'

/** Writes what speaks about the payload: Data Package, tag files, manifests, signature; then closes the zip. */
export async function seal(order: PackageOrder, bag: BagWriter): Promise<Omit<PackageResult, 'records'>> {
  const { plan, signer } = order
  const listed = [...bag.resources]
  await bag.addPayload('datapackage.json', jsonFile(dataPackage(plan, listed)), { mediatype: 'application/json', format: 'json' })
  const manifestText = manifest(bag.payload)
  const tags = [
    await addTag(bag, 'bagit.txt', bagDeclaration),
    await addTag(bag, 'bag-info.txt', bagInfo(infoOf(order, bag.payload))),
    await addTag(bag, 'manifest-sha512.txt', manifestText),
  ]
  const tagManifest = manifest(tags)
  await addTag(bag, 'tagmanifest-sha512.txt', tagManifest)
  await addTag(bag, 'signature.jws', `${await signer.sign(Buffer.from(tagManifest, 'utf8'))}\n`)
  const parts = await bag.finish()
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  return { parts, files: bag.payload.length, bytes, manifestSha512: sha512(manifestText) }
}

function addTag(bag: BagWriter, path: string, text: string): Promise<BagFile> {
  return bag.add(path, textFile(text))
}

function infoOf({ plan }: PackageOrder, payload: readonly BagFile[]): Record<string, string> {
  return {
    'Source-Organization': plan.controller,
    'External-Identifier': plan.bundleId,
    'External-Description': `${plan.kind} under Regulation (EU) 2016/679`,
    'Bagging-Date': plan.createdAt.slice(0, 10),
    'Payload-Oxum': payloadOxum(payload),
  }
}
