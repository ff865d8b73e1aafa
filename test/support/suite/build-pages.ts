/** Builds the pages once, before the first story in a browser begins. */
import { buildDashboard } from '#app/build-dashboard.ts'

export async function setup(): Promise<void> {
  await buildDashboard(process.env)
}
