// What every script has: its variables, and a way to say what it heard.
export const { URL: url, TOKEN: token, QUERY: query, VARIABLES } = process.env;
export const variables = JSON.parse(VARIABLES ?? "{}");
export const authorization = `Bearer ${token}`;

export function say(heard) {
  console.log(JSON.stringify(heard));
}

/** How a failure reads: its status where it is an HTTP answer. */
export function failure(error) {
  return { failed: error?.response?.status ?? error?.statusCode ?? error?.code ?? String(error?.message ?? error) };
}
