import { Notice } from './Notice';

/** Why it was not done, one sentence a line; nothing while nothing stands in the way. */
export function Problems({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Notice tone="bad" urgent>
      {sentences.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Notice>
  );
}
