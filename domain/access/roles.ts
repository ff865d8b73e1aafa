import type { Labels } from '../words/labels.ts'

/** What people are in the city hall. One person may be several. */
export const roles = ['viewer', 'planner', 'officer', 'admin', 'auditor'] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, Labels>> = {
  viewer: { ja: '閲覧', en: 'Viewer' },
  planner: { ja: '企画', en: 'Planner' },
  officer: { ja: '防災', en: 'Disaster officer' },
  admin: { ja: '管理', en: 'Administrator' },
  auditor: { ja: '監査', en: 'Auditor' },
}

export const isRole = (word: unknown): word is Role => roles.some((role) => role === word)
