export function PortingNumbers() {
  return null;
}
