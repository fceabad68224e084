import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from 'urql';
import { CarriersDocument } from '../gql';

interface CarrierSelectProps extends Omit<SelectProps, 'data'> {
  /** Carriers of this country come first. */
  country: string | undefined;
  /** What is offered beside the carriers, last. */
  other?: { value: string; label: string };
}

/** The list of carriers, to be searched by name. */
export function CarrierSelect({ country, other, ...select }: CarrierSelectProps) {
  const [{ data }] = useQuery({ query: CarriersDocument });
  const carriers = [...(data?.carriers ?? [])].sort(
    (a, b) => Number(b.country === country) - Number(a.country === country),
  );
  const offered = carriers.map((carrier) => ({ value: carrier.id, label: `${carrier.name} (${carrier.country})` }));
  return (
    <Select
      searchable
      {...select}
      data={other ? [...offered, other] : offered}
      // What is not on the list stays on offer, whatever was looked for.
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            !('value' in option) ||
            option.value === other?.value ||
            option.label.toLowerCase().includes(search.trim().toLowerCase()),
        )
      }
    />
  );
}
