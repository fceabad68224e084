import type { PortOutPageQuery } from '../../gql';

/** A port-out request as its page reads it. */
export type PortOutDetail = NonNullable<PortOutPageQuery['portOutRequest']>;
