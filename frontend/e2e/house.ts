import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

/** Where a server keeps its data; its clock can be moved there. The one of the file of specs that runs in this process. */
let clock: string | null = null;

/** A copy of the demo, or what `portico init` makes of an empty folder. */
export type Kind = 'demo' | 'empty';

/** What opens one house after the other for this process: the next one closes the one before. */
interface Street {
  process: ChildProcess;
  lines: AsyncIterator<string>;
}

let street: Street | null = null;

/** A Portico of one file of specs, on a copy of the seed; or the one that DASHBOARD_URL names, which somebody started by hand. */
export class House {
  private constructor(
    readonly file: string,
    readonly url: string,
  ) {}

  static async for(file: string, kind: Kind): Promise<House> {
    if (process.env.DASHBOARD_URL) return new House(file, process.env.DASHBOARD_URL);
    street ??= opened();
    const { url, data } = await asked<{ url: string; data: string }>(kind);
    clock = join(data, 'clock-offset');
    return new House(file, url);
  }

  /** The link in the newest letter to an address; of a house that began empty. */
  async link(address: string): Promise<string> {
    return (await asked<{ link: string }>(['link', address])).link;
  }

  /** What one of Portico's commands prints, beside a house that began empty; `FOLDER` is where the operator keeps things. */
  async portico(...words: string[]): Promise<string> {
    return (await typed(['portico', ...words])).said;
  }

  /** The address of another machine that began with this backup, its mail room held; this house is closed. */
  async restored(backup: string): Promise<string> {
    return (await typed(['restored', backup])).url;
  }

  /** The worst the doctor finds of the machine that took over, which is closed for it. */
  async doctor(): Promise<string> {
    return JSON.parse((await typed(['doctor'])).said).worst;
  }

  /** Ends the last house of this process, and waits until it has. */
  static async closeAll(): Promise<void> {
    const ending = street?.process;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.stdin?.end();
    await ended;
    street = null;
  }
}

/** A house of this kind, or something about the one that is open. */
async function asked<Answer>(what: Kind | string[]): Promise<Answer> {
  street?.process.stdin?.write(`${JSON.stringify(what)}\n`);
  const line = await street?.lines.next();
  if (!line || line.done) throw new Error('The server ended before it was ready: its log stands above.');
  return JSON.parse(line.value);
}

/** A command of the terminal that has to end well. */
async function typed(words: string[]): Promise<{ said: string; url: string }> {
  const done = await asked<{ code: number; said: string; complained: string; url: string }>(words);
  if (done.code !== 0) throw new Error(`${words.join(' ')}: ${done.said} ${done.complained}`);
  return done;
}

function opened(): Street {
  const { PYTHON, SEED } = process.env;
  if (!PYTHON || !SEED) throw new Error('Run the specs by `pytest -m browser`, or name a server by DASHBOARD_URL.');
  const started = spawn(PYTHON, ['-m', 'tests.browser.serve', SEED], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!started.stdout) throw new Error('The server has no output to read.');
  const reader: Interface = createInterface({ input: started.stdout });
  return { process: started, lines: reader[Symbol.asyncIterator]() };
}

/** How far the server's clock is ahead of the machine's, in milliseconds: the demo is seeded on a day that the specs know. */
export function ahead(): number {
  return clock ? Number(readFileSync(clock, 'ascii')) * 1_000 : 0;
}

/** Lets hours pass for the server, which reads the file whenever it asks the time, and for browsers that are opened later. */
export function pass(hours: number): void {
  if (!clock) throw new Error('The clock of a server that was started by hand cannot be moved.');
  writeFileSync(`${clock}.new`, String(ahead() / 1_000 + hours * 3_600), 'ascii');
  renameSync(`${clock}.new`, clock);
}

/** What time it is for the server. */
function serverNow(): Date {
  return new Date(Date.now() + ahead());
}

/** The date so many days from the server's today, as date fields take it. */
export function day(ahead: number): string {
  return new Date(serverNow().getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** The first Monday to Thursday at least so many days ahead; the demo's day has no holiday in the weeks after it. */
export function businessDay(ahead: number): string {
  for (let more = ahead; ; more += 1) {
    const weekday = new Date(`${day(more)}T12:00:00Z`).getUTCDay();
    if (weekday >= 1 && weekday <= 4) return day(more);
  }
}
