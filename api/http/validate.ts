import type { FastifySchemaCompiler } from 'fastify'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import type { TLocalizedValidationError } from 'typebox/error'
import { Problem, type ProblemPointer } from '../problems/problem.ts'

/** At most so many complaints in one answer: enough to mend a request, too few to be a burden. */
const pointersMax = 10

const nameOf: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' }

/**
 * Checks a request with the compiled TypeBox schemas. Nothing is dropped, and unknown names are
 * refused. Query strings are converted to what the schema says ("5" → 5), a body never is.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  httpPart === 'body' ? createBodyCheck(schema) : createQueryCheck(schema, nameOf[httpPart ?? ''])

function createQueryCheck(schema: TSchema, name = 'request') {
  const validator = Compile(schema)
  return (input: unknown) => {
    const wordy = listWordyNumbers(schema, input as Readonly<Record<string, unknown>>)
    if (wordy.length > 0) {
      return { error: new Problem('query_invalid', `The ${name} is not valid`, wordy) }
    }
    const value = validator.Convert(validator.Default({ ...(input as object) }))
    if (validator.Check(value)) return { value }
    return {
      error: new Problem(
        'query_invalid',
        `The ${name} is not valid`,
        listPointers(validator, value),
      ),
    }
  }
}

/** Conversion takes `true` for 1, which nobody means. */
function listWordyNumbers(
  schema: TSchema,
  input: Readonly<Record<string, unknown>>,
): ProblemPointer[] {
  const { properties = {} } = schema as { properties?: Record<string, { type?: unknown }> }
  return Object.entries(input)
    .filter(([name, text]) => isNumeric(properties[name]) && !isNumber(text))
    .map(([name]) => ({ pointer: `/${name}`, detail: 'must be a number' }))
}

const isNumeric = (field: { type?: unknown } | undefined): boolean =>
  field?.type === 'integer' || field?.type === 'number'

const isNumber = (text: unknown): boolean =>
  typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)

function createBodyCheck(schema: TSchema) {
  const validator = Compile(schema)
  return (value: unknown) => {
    // Bytes are a reading's: the door alone judges them, as it does for MQTT.
    if (Buffer.isBuffer(value) || validator.Check(value)) return { value }
    return {
      error: new Problem('payload_shape', 'The body is not valid', listPointers(validator, value)),
    }
  }
}

function listPointers(validator: ReturnType<typeof Compile>, value: unknown): ProblemPointer[] {
  return (
    validator
      .Errors(value)
      // Said once more by the complaint about each unknown name.
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .slice(0, pointersMax)
      .map((error) => ({ pointer: error.instancePath, detail: describeError(error) }))
  )
}

/** The schema's words where they help; a list of what is allowed, and not only that there is one. */
function describeError(error: TLocalizedValidationError): string {
  if (error.keyword === 'boolean') return 'Unknown name'
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  return error.message
}
