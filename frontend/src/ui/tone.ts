/** What a color says, whatever the thing is: nothing here knows statuses. */
export type Tone = 'neutral' | 'info' | 'progress' | 'warn' | 'good' | 'bad' | 'mute';
