// Writes src/gql: index.ts has the types of every operation of src/**/*.graphql, documents/ each operation, so that a screen loads what
// it asks; commands.ts has one mutation and one command per verb of the schema; persisted.json all their texts by the ids that they are asked
// by (persisted.mjs). All are checked against ../schema.graphql: a schema change that breaks a screen breaks the build.
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, NoUnusedFragmentsRule, parse, Source, specifiedRules, validate } from 'graphql';
import { makePersisted } from './persisted.mjs';
import { COMMANDS_IMPORTS, commandsText, mutationText, verbsOf } from './verbs.mjs';

const frontend = join(import.meta.dirname, '..');
const output = join(frontend, 'src/gql');
const sdl = readFileSync(join(frontend, '../schema.graphql'), 'utf8');
const schema = buildSchema(sdl);

const verbs = verbsOf(schema);
const persisted = makePersisted();
const written = globSync('src/**/*.graphql', { cwd: frontend })
  .sort()
  .map((location) => read(location, readFileSync(join(frontend, location), 'utf8')));
const generated = verbs.map((verb) => read(`the mutation of ${verb.kind} ${verb.verb}`, mutationText(verb)));

const everything = { kind: Kind.DOCUMENT, definitions: [...written, ...generated].flatMap(definitions) };
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
const errors = validate(schema, everything, rules);
if (errors.length > 0) {
  for (const error of errors) {
    console.error(`${error}\n`);
  }
  process.exit(1);
}

apart(await typed(written));
write('events.ts', eventWords());
write('permissions.ts', permissions());
// Of its own, so that what people do comes with their first click and not with the first screen.
write('commands.ts', `${COMMANDS_IMPORTS}${await typed(generated, written)}\n${commandsText(verbs)}`);
writeChanged('persisted.json', persisted.manifest());
console.log(`codegen: ${written.length} documents, ${verbs.length} verbs`);

/** The English words of events are the server's: they stand in the schema, each with a full stop. */
function eventWords() {
  const words = schema.getType('EventName').getValues();
  const lines = words.map(({ name, description }) => `  ${name}: ${JSON.stringify(description.replace(/\.$/, ''))},`);
  return `export const eventWords = {\n${lines.join('\n')}\n} as const;\n`;
}

/** What a session's `may` names; no document of a screen asks for it. */
function permissions() {
  const names = schema.getType('Permission').getValues();
  return `export type Permission =\n${names.map(({ name }) => `  | '${name}'`).join('\n')};\n`;
}

function read(location, text) {
  return { location, document: parse(new Source(text, location)) };
}

function definitions({ document }) {
  return document.definitions;
}

/** The types of documents and the documents themselves; they may use the fragments of others without writing those again. */
async function typed(documents, others = []) {
  const fragments = others.flatMap(definitions).filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const code = await codegen({
    filename: join(output, 'documents.ts'),
    schema: parse(sdl),
    schemaAst: schema,
    documents,
    skipDocumentsValidation: true,
    plugins: [{ operations: {} }, { typedDocuments: {} }],
    pluginMap: { operations, typedDocuments },
    config: {
      externalFragments: fragments.map((node) => ({
        isExternal: true,
        name: node.name.value,
        onType: node.typeCondition.name.value,
        node,
      })),
      enumType: 'string-literal',
      useTypeImports: true,
      // __typename is asked for by every union selection; where it is asked for it is a literal type, else absent.
      skipTypename: true,
      strictScalars: true,
      scalars: { DateTime: 'string', Date: 'string', ID: 'string', JSON: 'unknown', Decimal: 'string' },
    },
  });
  // Documents have the fragments they use in them; by itself no fragment is sent, and what nothing uses is not exported.
  return persisted.named(code.replaceAll(/^export const \w+FragmentDoc = .*\n/gm, ''));
}

/** Each document in a module of its own: what stands in one is loaded by every screen that needs any of it. */
function apart(code) {
  const found = [...code.matchAll(/^export const (\w+) = .* as unknown as DocumentNode<(\w+), ?(\w+)>;?$/gm)];
  const kept = new Set(found.map(([, name]) => `${name}.ts`));
  mkdirSync(join(output, 'documents'), { recursive: true });
  for (const file of readdirSync(join(output, 'documents')).filter((file) => !kept.has(file))) {
    rmSync(join(output, 'documents', file));
  }
  const core = "import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';";
  for (const [line, name, data, variables] of found) {
    write(join('documents', `${name}.ts`), `${core}\nimport type { ${data}, ${variables} } from '..';\n\n${line}\n`);
  }
  const types = found.reduce((text, [line]) => text.replace(line, ''), code.replace(core, ''));
  const exported = found.map(([, name]) => `export { ${name} } from './documents/${name}';`);
  write('index.ts', `${types.trimEnd()}\n\n${exported.join('\n')}\n`);
}

function write(name, code) {
  writeChanged(name, `/* Generated by \`npm run codegen\`; not committed. */\n${code}`);
}

/** Only what changed: a development server that watches starts nothing anew for the rest. */
function writeChanged(name, text) {
  mkdirSync(output, { recursive: true });
  if (present(name) !== text) {
    writeFileSync(join(output, name), text);
  }
}

function present(name) {
  try {
    return readFileSync(join(output, name), 'utf8');
  } catch {
    return null;
  }
}
