// Every rule that graphql-eslint has for schemas; what Portico does otherwise stands, with the reason, in test_compilers.py.
import graphql from '@graphql-eslint/eslint-plugin';

const rules = { ...graphql.configs['flat/schema-all'].rules, ...graphql.configs['flat/schema-relay'].rules };

export default [
  {
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: './schema.graphql' } } },
    rules,
  },
];
