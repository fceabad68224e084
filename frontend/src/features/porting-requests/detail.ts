import type { PortingRequestPageQuery } from '../../gql';

/** A request with all that its page shows. */
export type RequestDetail = NonNullable<PortingRequestPageQuery['portingRequest']>;
