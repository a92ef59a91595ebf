/**
 * Converts the OpenAPI 3.1 document for display: by path, with references resolved.
 *
 * @typedef {{text: string, ref: string|null, limits: string}} Type text, name of a referenced type, and limits
 * @typedef {{name: string, required: boolean, type: Type, description: string, place?: string}} Field
 * @typedef {{statuses: string[], description: string, type: Type|null}} Answer
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method
 * @property {string} summary
 * @property {boolean} isOpen needs no session
 * @property {string[]} openIn login steps in which it is allowed
 * @property {Field[]} parameters
 * @property {Field[]} fields of the request body
 * @property {Answer[]} answers
 */

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const LIMITS = { minLength: 'at least', maxLength: 'at most', minimum: 'from', maximum: 'to', maxItems: 'at most', default: 'default' };

/**
 * @param {any} contract
 * @returns {{path: string, operations: Operation[]}[]}
 */
export function pathsOf(contract) {
  return Object.entries(contract.paths).map(([path, item]) => ({
    path,
    operations: METHODS.filter((method) => method in item).map((method) => operation(contract, item, method)),
  }));
}

/**
 * @param {any} contract
 * @returns {{name: string, type: Type, fields: Field[]}[]} the named schemas
 */
export function typesOf(contract) {
  return Object.entries(contract.components.schemas).map(([name, schema]) => ({ name, type: typeOf(schema), fields: fieldsOf(schema) }));
}

function operation(contract, item, method) {
  const { operationId, summary, security, parameters = [], requestBody, responses, 'x-open-in': openIn = [] } = item[method];
  const body = resolve(contract, schemaOf(resolve(contract, requestBody)));
  return {
    id: operationId,
    method: method.toUpperCase(),
    summary,
    isOpen: (security ?? contract.security).length === 0,
    openIn,
    parameters: [...(item.parameters ?? []), ...parameters].map((one) => parameter(resolve(contract, one))),
    fields: body ? fieldsOf(body) : [],
    answers: answers(contract, responses),
  };
}

function parameter({ name, in: place, required = false, schema, description = '' }) {
  return { name, place, required, type: typeOf(schema), description };
}

// Groups statuses with the same response.
function answers(contract, responses) {
  const found = new Map();
  for (const [status, response] of Object.entries(responses)) {
    const key = response.$ref ?? status;
    const { description, ...rest } = resolve(contract, response);
    const schema = schemaOf(rest);
    const answer = found.get(key) ?? { statuses: [], description, type: schema ? typeOf(schema) : null };
    found.set(key, { ...answer, statuses: [...answer.statuses, status] });
  }
  return [...found.values()];
}

// Flattens the fields of an object: nested ones as `owner.name`, those of list items as `items[].name`.
function fieldsOf({ properties = {}, required = [] }, within = '') {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = within + key;
    const field = { name, required: required.includes(key), type: typeOf(schema), description: schema.description ?? '' };
    const inside = schema.items ? fieldsOf(schema.items, `${name}[].`) : fieldsOf(schema, `${name}.`);
    return [field, ...inside];
  });
}

function typeOf(schema) {
  if (schema.$ref) return { text: '', ref: nameOf(schema), limits: '' };
  if (schema.items) {
    const { text, ref } = typeOf(schema.items);
    return { text: `list of ${text}`, ref, limits: limitsOf(schema) };
  }
  return { text: typeText(schema), ref: null, limits: limitsOf(schema) };
}

function nameOf({ $ref: reference }) {
  return reference?.split('/').at(-1);
}

function typeText({ type = 'anything', format, enum: values, const: value, oneOf: kinds }) {
  if (kinds) return kinds.map((kind) => nameOf(kind) ?? typeText(kind)).join(' | ');
  if (values ?? value) return [values ?? value].flat().join(' | ');
  const [first, ...others] = [type].flat();
  return [format ?? first, ...others].join(' or ');
}

function limitsOf(schema) {
  return Object.entries(LIMITS).filter(([key]) => key in schema).map(([key, text]) => `${text} ${schema[key]}`).join(', ');
}

function schemaOf(holder) {
  return Object.values(holder?.content ?? {})[0]?.schema;
}

function resolve(contract, value) {
  return value?.$ref ? value.$ref.split('/').slice(1).reduce((branch, part) => branch[part], contract) : value;
}
