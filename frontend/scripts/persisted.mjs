// Gives the generated documents ids, and keeps their texts for the server: a page then asks by id and sends no text.
import { createHash } from 'node:crypto';
import { formatDocument, stringifyDocument } from '@urql/core';
import { Kind } from 'graphql';

const DOCUMENT = /^(export const \w+ = )(\{"kind":"Document",.*\})( as unknown as DocumentNode<)/gm;

/** The text that the client would send of a document: what it caches by asks for the name of every type. */
export const sentText = (document) => stringifyDocument(formatDocument(document));

export const idOf = (text) => createHash('sha256').update(text).digest('hex');

export function makePersisted() {
  const texts = {};
  return {
    /** The same code, in which every document has its id. What is followed has none: a socket sends its text once and is answered for hours. */
    named: (code) =>
      code.replaceAll(DOCUMENT, (_line, before, json, behind) => {
        const document = JSON.parse(json);
        if (isFollowed(document)) return before + json + behind;
        const text = sentText(document);
        const id = idOf(text);
        texts[id] = text;
        return `${before}${json.replace('{', `{"documentId":"${id}",`)}${behind}`;
      }),
    manifest: () => `${JSON.stringify(texts, Object.keys(texts).sort())}\n`,
  };
}

function isFollowed({ definitions }) {
  return definitions.some(({ kind, operation }) => kind === Kind.OPERATION_DEFINITION && operation === 'subscription');
}
