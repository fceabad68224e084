import { useMemo } from 'react';
import { useQuery } from 'urql';
import { RequestReferenceDocument } from '../gql';
import { LinkAnchor } from '../ui/links';

/** The way from a request to the one that it was made from. */
export function ReplacedRequest({ id }: { id: string }) {
  const variables = useMemo(() => ({ id }), [id]);
  const [{ data }] = useQuery({ query: RequestReferenceDocument, variables });
  const reference = data?.portingRequest?.reference;
  if (!reference) return null;
  return (
    <LinkAnchor to="/porting-requests/$id" params={{ id }} size="sm" className="tabular">
      {reference}
    </LinkAnchor>
  );
}
