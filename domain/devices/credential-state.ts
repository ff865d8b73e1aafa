/** Whether a device can sign in: it never could, it can, it could. */
export const credentialStates = ['none', 'active', 'revoked'] as const
