export function PortingRequests() {
  return null;
}
