// Runs the Prism command line as a child of a JVM that may die without notice.
'use strict';

// The JVM holds the other end of standard input; the end of it, even by kill -9, is the end of Prism.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();

// Prism hands OpenAPI 3.0 schemas to Ajv, which knows "nullable" beside a "type" only. Where Ajv then
// rejects a schema, Prism passes the body unchecked and says nothing. So nullable becomes JSON Schema
// here, and for a schema that Ajv still rejects, each body is rejected.
const Ajv = require('ajv').default;
const compile = Ajv.prototype.compile;
Ajv.prototype.compile = function (schema, ...more) {
  try {
    return compile.call(this, withNullAsType(schema), ...more);
  } catch (e) {
    const reject = () => false;
    reject.errors = [{ instancePath: '', keyword: 'schema', message: `cannot be checked: ${e.message}`, params: {} }];
    return reject;
  }
};

const converted = new WeakMap();

function withNullAsType(node) {
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  if (!converted.has(node)) {
    const copy = Array.isArray(node) ? [] : {};
    converted.set(node, copy);
    for (const [key, value] of Object.entries(node)) {
      copy[key] = withNullAsType(value);
    }
    if (copy.nullable === true) {
      const { nullable, ...rest } = copy;
      for (const key of Object.keys(copy)) {
        delete copy[key];
      }
      copy.anyOf = [{ type: 'null' }, rest];
    }
  }
  return converted.get(node);
}

// Prism checks a response of JSON lines by its schema, as one line, and then has no serializer for it.
const serialization = require('@stoplight/prism-http-server/dist/serialize.js');
const serialize = serialization.serialize;
serialization.serialize = (payload, contentType) =>
  /^application\/jsonl\b/.test(contentType) && typeof payload !== 'string'
    ? `${JSON.stringify(payload)}\n`
    : serialize(payload, contentType);

require('@stoplight/prism-cli/dist/index.js');
