/**
 * Most UTF-8 bytes of a refused text that are kept: enough to see what a device sent, and too
 * little for one that sends rubbish for a night to fill the disk.
 */
export const quarantinePayloadMax = 2_048
