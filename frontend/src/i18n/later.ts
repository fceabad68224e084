import { en } from './en';

/**
 * A screen with its words. English is what the first screen is shown in before anything else is known, so it comes with that, but for
 * the words of the screens after it: they come with the first of these, in one part. The other languages are loaded whole.
 */
export async function withWords<Module>(screen: Promise<Module>): Promise<Module> {
  const [module, { later, eventWords }] = await Promise.all([screen, import('./en/later')]);
  Object.assign(en.messages, later);
  Object.assign(en.words.event, eventWords);
  return module;
}
