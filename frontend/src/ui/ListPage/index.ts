export { ListPage } from './ListPage';
export { NothingFound } from './NothingFound';
export { useListAddress } from './useListAddress';
