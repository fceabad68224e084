/** Below its field a hint moves no other field of its row: the order of a field's parts. */
export const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
