import page from '../../../../docs/api.md?raw';

/** The documents that the API's page shows, in its order: what is between its fences is run as a test. */
export function examples(text: string = page): string[] {
  return [...text.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
}
