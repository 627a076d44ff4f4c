import fastify, { type FastifyRequest } from 'fastify'
import mercurius from 'mercurius'
import { readFileSync } from 'node:fs'
import { dataCategories } from '../../src/vocabulary/data-category.js'
import type { Language } from '../../src/vocabulary/language.js'
import type { Attribute, StatementSource } from '../../src/vocabulary/statement.js'
import { system } from '../builders/fake-graph.js'
import { reader, verifierFor } from './graphql-work.js'

/** The baseline: mercurius with its jit and plain resolvers for the same schema, data and token check. Prints its port. */
const verifier = verifierFor(process.argv[2] ?? '')

async function context({ headers }: FastifyRequest) {
  return { viewer: await verifier.verify(headers.authorization?.replace('Bearer ', '') ?? '') }
}

const resolvers = {
  Query: { dataSubject: async (_root: unknown, { id }: { id: string }) => ({ id }) },
  DataSubject: {
    profile: ({ id }: { id: string }) => reader.profile(id, {}),
    records: ({ id }: { id: string }, { first }: { first: number }) => reader.records(id, {}, { first }),
  },
  Attribute: { label: ({ category }: Attribute, { lang }: { lang: Language }) => dataCategories[category].labels[lang] },
  StatementSource: { system: (source: StatementSource) => (source.system === system.id ? system : null) },
}

const app = fastify()
await app.register(mercurius, { schema: readFileSync('schema/schema.graphql', 'utf8'), resolvers, jit: 1, context })
console.log(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
