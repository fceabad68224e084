// What the schema's verbs become: a mutation for each, and the command that sends it with the answers of its dialog.
import { getNamedType, isObjectType } from 'graphql';

/** Per kind of subject: the enum of its verbs, how their mutations begin, and the fragment that their answers are read with. */
const KINDS = {
  portingNumber: { verbs: 'PortingNumberAction', mutations: 'portingNumbers', answer: 'MovedNumbers' },
  portingRequest: { verbs: 'PortingRequestAction', mutations: 'portingRequest', answer: 'RequestRow' },
  portOut: { verbs: 'PortOutRequestAction', mutations: 'portOutRequest', answer: 'PortOutRow' },
  document: { verbs: 'DocumentAction', mutations: 'document', answer: 'DocumentParts' },
  snapback: { verbs: 'SnapbackAction', mutations: 'snapback', answer: 'SnapbackRow' },
  internalMove: { verbs: 'InternalMoveAction', mutations: 'internalMove', answer: 'InternalMoveRow' },
  phoneNumber: { verbs: 'PhoneNumberAction', mutations: 'phoneNumbers', answer: 'MovedPhoneNumbers' },
};

/** Every verb of every kind with its mutation; a verb without one fails here, as does what has actions and is no kind. */
export function verbsOf(schema) {
  const mutations = schema.getMutationType().getFields();
  const known = new Set(Object.values(KINDS).map(({ verbs }) => verbs));
  const strange = offeredIn(schema).filter((verbs) => !known.has(verbs));
  if (strange.length > 0) throw new Error(`no kind of scripts/verbs.mjs has the verbs of ${strange.join(', ')}`);
  return Object.entries(KINDS).flatMap(([kind, { verbs, mutations: prefix, answer }]) =>
    schema
      .getType(verbs)
      .getValues()
      .map(({ name: verb }) => {
        const mutation = prefix + pascal(verb);
        if (!mutations[mutation]) throw new Error(`${verbs}.${verb} has no mutation ${mutation}`);
        const answers = [answer, ...(answersNumbers(mutations[mutation]) ? ['CanceledNumbers'] : [])];
        const input = getNamedType(mutations[mutation].args.find(({ name }) => name === 'input').type);
        return { kind, verb, mutation, answers, input: input.name, takes: 'id' in input.getFields() ? 'one' : 'many' };
      }),
  );
}

/** The enums of what is offered of anything. */
function offeredIn(schema) {
  return Object.values(schema.getTypeMap())
    .flatMap((type) => (isObjectType(type) ? [type.getFields().availableActions] : []))
    .flatMap((field) => (field ? [getNamedType(getNamedType(field.type).getFields().action.type).name] : []));
}

/** Whether what is done to a request is answered number by number. */
function answersNumbers({ type }) {
  return getNamedType(type)
    .getTypes()
    .some(({ name }) => name === 'PortingRequestNumbersMoved');
}

export function mutationText({ mutation, input, answers }) {
  return `mutation ${named(mutation)}($input: ${input}!) {
  ${mutation}(input: $input) {
    __typename
${answers.map((fragment) => `    ...${fragment}`).join('\n')}
    ...Refused
  }
}
`;
}

/** The table of commands: an answer that the input has no room for, or a required one that nobody asks for, does not compile. */
export function commandsText(verbs) {
  const lines = (kind) =>
    verbs
      .filter((each) => each.kind === kind)
      .map(
        ({ verb, takes, mutation }) =>
          `    ${verb}: ${takes}(${named(mutation)}Document, asked(DIALOGS.${kind}.${verb}.asks)),`,
      );
  const kinds = Object.keys(KINDS).map((kind) => `  ${kind}: {\n${lines(kind).join('\n')}\n  },`);
  return `export const COMMANDS: { [K in Kind]: Record<Verbs[K], Command> } = {\n${kinds.join('\n')}\n};\n`;
}

export const COMMANDS_IMPORTS = `import { asked } from '../actions/answers';
import { type Command, many, one } from '../actions/command';
import { DIALOGS } from '../actions/dialogs';
import type { Kind, Verbs } from '../actions/subjects';
`;

const named = (mutation) => mutation[0].toUpperCase() + mutation.slice(1);
const pascal = (verb) =>
  verb
    .split('_')
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join('');
