export function PortOuts() {
  return null;
}
