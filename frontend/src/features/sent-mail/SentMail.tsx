export function SentMail() {
  return null;
}
