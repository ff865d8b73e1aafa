import type { CanvasFrame } from './canvas-frame.ts'
import { headFixes, type VehicleScene } from './draw-vehicles.ts'
import { trailMs } from './track.ts'
import type { Vehicle } from './vehicle.ts'

/** A trail fades in so many steps: one stroke a step for all vehicles together. */
const fadeSteps = 4
const strongest = 0.5

/** Draws the older part of every trail, weaker the older it is. */
export function drawTrails(frame: CanvasFrame, scene: VehicleScene): void {
  frame.clear()
  const { context } = frame
  context.strokeStyle = scene.trailColour
  context.lineWidth = 2.5 * scene.scale
  context.lineJoin = context.lineCap = 'round'
  for (let step = 0; step < fadeSteps; step++) {
    context.globalAlpha = strongest * (1 - step / fadeSteps)
    context.beginPath()
    const youngestMs = (trailMs * step) / fadeSteps
    const oldestMs = (trailMs * (step + 1)) / fadeSteps
    for (const vehicle of scene.vehicles) {
      const endTs = vehicle.trailEndTs(scene.now)
      trace(frame, vehicle, { newestTs: endTs - youngestMs, oldestTs: endTs - oldestMs })
    }
    context.stroke()
  }
  context.globalAlpha = 1
}

/** Adds the part of a trail between two ages to the current path, newest first. */
function trace(
  frame: CanvasFrame,
  vehicle: Vehicle,
  { newestTs, oldestTs }: { newestTs: number; oldestTs: number },
): void {
  const { fixes } = vehicle.track
  let isOpen = false
  for (let index = fixes.length - headFixes; index > 0; index--) {
    const fix = fixes[index]
    const before = fixes[index - 1]
    if (!fix || !before || fix.ts > newestTs) continue
    if (fix.ts <= oldestTs) break
    if (!isOpen) frame.context.moveTo(frame.x(fix), frame.y(fix))
    isOpen = !fix.isCut
    if (fix.isCut) continue
    frame.context.lineTo(frame.x(before), frame.y(before))
  }
}
