import type { DeliveriesQuery } from '../../gql';

export type Delivery = DeliveriesQuery['deliveries']['edges'][number]['node'];
