/** A short message in the corner; refusals stay until they are read. Its code comes with the first message. */
export async function toast(kind: 'done' | 'refused', title: string, message?: string): Promise<void> {
  const { showToast } = await import('./Toasts');
  showToast({ kind, title, message: message ?? '' });
}
