/** The state of a list as it stands in the address: flat, readable, every value a string and every default left out. */
export type Search = Partial<Record<string, string>>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  );
  // Commas separate the values of a list; they need no escape and read better without one.
  const text = new URLSearchParams(given).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** Keeps the named parameters and drops whatever else an address may carry. */
export function only<Name extends string>(...names: Name[]) {
  return (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const kept: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') kept[name] = value;
    }
    return kept;
  };
}

/** The values of a comma list that are known; an old or mistyped one is left out. */
export function listOf<Value extends string>(
  text: string | undefined,
  known: Readonly<Record<Value, unknown>>,
): Value[] {
  return (text ?? '').split(',').filter((value): value is Value => value in known);
}
