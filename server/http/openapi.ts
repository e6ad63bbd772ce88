/** The HTTP interface as an OpenAPI 3.1 document, made from the table of operations. */
import { z } from 'zod'
import { problemFacts } from '../../lib/protocol/answers.ts'
import { type Operation, paramsOf } from '../../lib/protocol/operation.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { json, type Reply } from './reply.ts'
import type { Route } from './router.ts'

const PROBLEM_MEDIA = 'application/problem+json'
const API_VERSION = '1'

/** The shape of a body as it travels, before its reader fills in or checks anything. */
const schemaOf = (type: z.core.$ZodType): object => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
  return schema
}

type Content = NonNullable<Operation['body']> | Operation['answer']

function contentOf(content: Content): object {
  if (content === null) return {}
  if ('media' in content) return { content: { [content.media]: {} } }
  return { content: { 'application/json': { schema: schemaOf(content) } } }
}

function describe(name: string, operation: Operation): object {
  const { summary, grant, query = {}, body, status, answer } = operation
  const path = paramsOf(operation).map((param) => ({
    name: param,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const asked = Object.entries(query).map(([param, description]) => ({
    name: param,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  return {
    operationId: name,
    summary,
    description: grant === null ? 'Anyone.' : `Grant: ${grant}.`,
    // Without a token the caller has what the room's access allows.
    security: grant === null ? [] : grant === 'admin' ? [{ token: [] }] : [{ token: [] }, {}],
    parameters: [...path, ...asked],
    ...(body === undefined ? {} : { requestBody: { required: true, ...contentOf(body) } }),
    responses: {
      [status]: { description: summary, ...contentOf(answer) },
      default: {
        description: 'A problem, told by its code.',
        content: { [PROBLEM_MEDIA]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** `serverUrl`: where the interface begins, as the reader of the document reaches it. */
function createOpenApi(serverUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, operation] of Object.entries(operations) as [string, Operation][]) {
    const path = operation.path.replace(/:([a-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Inkroom', version: API_VERSION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemFacts) },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

export function openApiRoutes(basePath: string): readonly Route[] {
  let reply: Reply | null = null
  return [
    {
      ...operations.openApi,
      async handle() {
        // Always the same, and some milliseconds of work: made when somebody asks first.
        reply ??= json(createOpenApi(basePath || '/'), 200, { 'cache-control': 'no-cache' })
        return reply
      },
    },
  ]
}
