import * as z from 'zod';
import { operations } from '../../shared/api/operations.ts';
import { outcomeSchema, previewSchema, sessionSchema } from '../../shared/api/schemas.ts';
import { objectDefs } from '../../shared/domain/registry.ts';
import { problems } from '../../shared/errors/catalog.ts';
import { problemSchema } from '../../shared/errors/problem.ts';
import { version } from '../version.ts';

type Json = Record<string, unknown>;

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    'Revision the person saw; required for every act on an existing record (412 when stale, 428 when missing).',
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 64 },
  description: 'Repeating a request with the same key gives the first answer.',
};

const writeHeaders = [
  { $ref: '#/components/parameters/IfMatch' },
  { $ref: '#/components/parameters/IdempotencyKey' },
];

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function parameters(path: string, method: string, input: z.ZodType): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (method !== 'GET' || !(input instanceof z.ZodObject)) return inPath;
  const names = new Set(inPath.map((p) => p.name));
  const inQuery = Object.keys(input.shape)
    .filter((name) => !names.has(name))
    .map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } }));
  return [...inPath, ...inQuery];
}

/** Answers that several operations give stand once, under components. */
const shared: Readonly<Record<string, z.ZodType>> = {
  Outcome: outcomeSchema,
  Preview: previewSchema,
  Session: sessionSchema,
};

function answerSchema(output: z.ZodType): Json {
  const name = Object.entries(shared).find(([, schema]) => schema === output)?.[0];
  return name === undefined ? schemaOf(output) : { $ref: `#/components/schemas/${name}` };
}

function answers(output: z.ZodType): Json {
  return {
    200: { description: 'Done', content: { 'application/json': { schema: answerSchema(output) } } },
    default: {
      description: 'Problem details (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

function operationPaths(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [id, op] of Object.entries(operations)) {
    const entry = {
      operationId: id,
      summary: op.summary,
      'x-access': op.access,
      ...(op.roles && { 'x-roles': op.roles }),
      parameters: [
        ...parameters(op.path, op.method, op.input),
        ...(id === 'commands.run' ? writeHeaders : []),
      ],
      ...(op.method !== 'GET' && {
        requestBody: { content: { 'application/json': { schema: schemaOf(op.input) } } },
      }),
      responses: answers(op.output),
    };
    paths[op.path] = { ...paths[op.path], [op.method.toLowerCase()]: entry };
  }
  return paths;
}

/** Every act of every object as a path of its own, from the tables of transitions. */
function actPaths(): Json {
  const paths: Json = {};
  for (const def of Object.values(objectDefs)) {
    for (const [name, act] of Object.entries(def.acts)) {
      if (act.roles.every((role) => role === 'SYS')) continue;
      const body = z.strictObject({ input: act.input, reason: z.string().nullish() });
      paths[`/v1/${def.type}/{id}/${name}`] = {
        post: {
          operationId: `${def.type}.${name}`,
          summary: `${def.label.en}: ${act.label.en}`,
          'x-roles': act.roles,
          'x-from': act.from,
          'x-to': act.to,
          'x-reason-required': act.reasonRequired,
          'x-step-up': act.dangerous,
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            ...writeHeaders,
          ],
          requestBody: { content: { 'application/json': { schema: schemaOf(body) } } },
          responses: answers(operations['commands.run'].output),
        },
      };
    }
  }
  return paths;
}

/** The OpenAPI 3.1 document, derived from the operation list and the deciders; committed as `docs/openapi.json`. */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Center server of the government website cluster', version },
    servers: [{ url: 'https://127.0.0.1:7443' }],
    security: [{ certificate: [], session: [] }],
    paths: { ...operationPaths(), ...actPaths() },
    components: {
      schemas: {
        Problem: schemaOf(problemSchema),
        ...Object.fromEntries(Object.entries(shared).map(([name, schema]) => [name, schemaOf(schema)])),
      },
      parameters: { IfMatch: ifMatch, IdempotencyKey: idempotencyKey },
      securitySchemes: { certificate: { type: 'mutualTLS' }, session: { type: 'http', scheme: 'bearer' } },
    },
    'x-problems': Object.fromEntries(
      Object.entries(problems).map(([code, def]) => [code, { status: def.status, text: def.text }]),
    ),
  };
}
