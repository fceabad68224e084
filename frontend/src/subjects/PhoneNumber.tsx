/** A phone number as people read it; what is copied is what systems read. */
export function PhoneNumber({ e164, display, strong }: { e164: string; display: string; strong?: boolean }) {
  const copyPlain = (event: React.ClipboardEvent) => {
    event.clipboardData.setData('text/plain', e164);
    event.preventDefault();
  };
  return (
    <span className="tabular" style={{ fontWeight: strong ? 600 : undefined }} onCopy={copyPlain}>
      {display}
    </span>
  );
}
