const scalars = { Date: 'string', DateTime: 'string', Decimal: 'string', JSON: 'unknown' };

export default {
  schema: 'schema.graphql',
  generates: { 'types.ts': { plugins: ['typescript'], config: { strictScalars: true, scalars } } },
};
