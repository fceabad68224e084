import { graphql } from 'relay-runtime';

// The list of requests, read on in either direction.
export const query = graphql`
  query RequestsQuery($status: PortingRequestStatus!) {
    ...Requests_list @arguments(first: 20, status: $status)
  }
`;

export const list = graphql`
  fragment Requests_list on Query
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
    status: { type: "PortingRequestStatus!" }
  )
  @refetchable(queryName: "RequestsPagesQuery") {
    portingRequests(first: $first, after: $after, last: $last, before: $before, filter: { statuses: [$status] }, orderBy: CREATED_DESC)
      @connection(key: "Requests_list__portingRequests") {
      edges {
        node {
          id
          ...Requests_row
        }
      }
    }
  }
`;

// A row, asked for anew by its id.
export const row = graphql`
  fragment Requests_row on PortingRequest @refetchable(queryName: "RequestsRowQuery") {
    reference
    status
    version
    losingCarrier {
      id
      name
    }
  }
`;
