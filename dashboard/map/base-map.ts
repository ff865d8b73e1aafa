import { signal } from '@preact/signals'

/** Which base map is on screen: the city folder's own, or tiles from outside. */
export const baseMap = signal<'offline' | 'online'>('offline')
