export function PortOutPage() {
  return null;
}
