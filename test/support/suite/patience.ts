/** For `vi.waitFor`: only a hang takes so long, on the busiest machine. The event itself is polled for. */
export const patience = { timeout: 60_000, interval: 20 }
