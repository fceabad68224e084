import { graphql } from 'relay-runtime';

// Lists of a thing that is found by its id: its numbers forward, its history from the oldest entry back.
export const numbers = graphql`
  fragment Request_numbers on PortingRequest
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "RequestNumbersQuery") {
    numbers(first: $count, after: $cursor) @connection(key: "Request_numbers__numbers") {
      totalCount
      edges {
        node {
          id
          e164
          status
        }
      }
    }
  }
`;

export const history = graphql`
  fragment Request_history on PortingRequest
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "RequestHistoryQuery") {
    journal(last: $count, before: $cursor) @connection(key: "Request_history__journal") {
      edges {
        node {
          id
          event
          verb
          subjectKind
          fromStatus
          toStatus
        }
      }
    }
  }
`;

export const query = graphql`
  query RequestQuery($id: ID!) {
    node(id: $id) {
      __typename
      ...Request_numbers @alias(as: "numbers")
      ...Request_history @alias(as: "history")
      ... on PortingNumber {
        e164
      }
    }
  }
`;

export const comment = graphql`
  mutation RequestCommentMutation($input: PortingRequestCommentInput!) {
    portingRequestComment(input: $input) {
      __typename
      ... on Comment {
        id
        text
      }
      ... on Problem {
        code
        message
      }
    }
  }
`;

export const changes = graphql`
  subscription RequestChangesSubscription($after: String) {
    portingNumbersChanged(after: $after) {
      __typename
      ... on PortingNumbersPage {
        cursor
        numbers {
          id
          status
        }
      }
    }
  }
`;
