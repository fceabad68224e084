export function NewRequest() {
  return null;
}
