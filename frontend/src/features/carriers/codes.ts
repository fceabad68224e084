interface Codes {
  spid: string | null;
  coin: string | null;
  cupid: string | null;
  resporg: string | null;
}

/** The codes a carrier has, each behind what it is called. */
export function codesOf({ spid, coin, cupid, resporg }: Codes): string {
  const named = { SPID: spid, COIN: coin, CUPID: cupid, 'Resp Org': resporg };
  return Object.entries(named)
    .filter(([, code]) => code)
    .map(([name, code]) => `${name} ${code}`)
    .join(', ');
}
