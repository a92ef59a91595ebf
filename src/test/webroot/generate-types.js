/**
 * Generates `contract.d.ts`, the types of the API's records, from the contract: JSDoc in webroot names them as
 * `import('contract').Overview`. Run in target/web-tools.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const FOLDER = new URL('../../src/main/resources/openapi/', import.meta.url);

/** The files of the contract refer to each other's components as if they were one document, as the service reads them. */
function bundle() {
  const contract = { openapi: '3.1.0', info: { title: 'Samklang', version: '1' }, paths: {}, components: {} };
  for (const name of readdirSync(FOLDER)) {
    const { paths, components } = parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    Object.assign(contract.paths, paths);
    for (const [kind, entries] of Object.entries(components ?? {})) {
      contract.components[kind] = { ...contract.components[kind], ...entries };
    }
  }
  return contract;
}

writeFileSync('contract.d.ts', astToString(await openapiTS(bundle(), { rootTypes: true, rootTypesNoSchemaPrefix: true })));
