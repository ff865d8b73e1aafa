import { troubleOf } from '../../logic/device/trouble.ts'
import type { CanvasFrame } from './canvas-frame.ts'
import { signSize, spriteSize, type SpriteLook, type Sprites } from './sprites.ts'
import type { Fix } from './track.ts'
import type { Vehicle } from './vehicle.ts'

/** Fixes at the head of a trail that move with the vehicle; the older ones change rarely. */
export const headFixes = 3

export interface VehicleScene {
  vehicles: readonly Vehicle[]
  selectedId: string | null
  /** Server time, for ages; frame time, for glides. */
  now: number
  frameMs: number
  trailColour: string
  /** Size against the usual one: 2 on a 4K wall. */
  scale: number
}

/** Draws all vehicles, each with the head of its trail; the caller decides how often. */
export function drawVehicles(frame: CanvasFrame, sprites: Sprites, scene: VehicleScene): void {
  frame.clear()
  const shown = scene.vehicles.filter((vehicle) => isNear(frame, vehicle, scene.frameMs))
  drawHeads(frame, shown, scene)
  for (const vehicle of shown) drawSprite(frame, sprites, { vehicle, scene })
  const chosen = shown.find(({ entry }) => entry.id === scene.selectedId)
  // Once more, above its neighbours.
  if (chosen) drawSprite(frame, sprites, { vehicle: chosen, scene })
}

function isNear(frame: CanvasFrame, vehicle: Vehicle, frameMs: number): boolean {
  if (!vehicle.track.newest) return false
  const at = vehicle.position(frameMs)
  return frame.holds(frame.x(at), frame.y(at), spriteSize)
}

function drawHeads(frame: CanvasFrame, vehicles: readonly Vehicle[], scene: VehicleScene): void {
  const { context } = frame
  context.strokeStyle = scene.trailColour
  context.lineWidth = 2.5 * scene.scale
  context.lineJoin = context.lineCap = 'round'
  context.globalAlpha = 0.55
  context.beginPath()
  for (const vehicle of vehicles) {
    const at = vehicle.position(scene.frameMs)
    context.moveTo(frame.x(at), frame.y(at))
    for (const [fix, next] of headOf(vehicle)) {
      if (next.isCut) context.moveTo(frame.x(fix), frame.y(fix))
      else context.lineTo(frame.x(fix), frame.y(fix))
    }
  }
  context.stroke()
  context.globalAlpha = 1
}

/** The fixes of the head, newest first, each with the one that followed it. */
function headOf({ track }: Vehicle): [fix: Fix, next: Fix][] {
  const head = track.fixes.slice(-headFixes).toReversed()
  return head.slice(1).map((fix, index) => [fix, head[index] ?? fix])
}

function lookOf(vehicle: Vehicle, scene: VehicleScene): SpriteLook {
  const isHollow = vehicle.isSilent(scene.now)
  if (vehicle.entry.id !== scene.selectedId) return isHollow ? 'hollow' : 'solid'
  return isHollow ? 'selected-hollow' : 'selected'
}

function drawSprite(
  frame: CanvasFrame,
  sprites: Sprites,
  { vehicle, scene }: { vehicle: Vehicle; scene: VehicleScene },
): void {
  const at = vehicle.position(scene.frameMs)
  const sprite = sprites.get(lookOf(vehicle, scene), vehicle.headingDeg)
  const factor = vehicle.entry.id === scene.selectedId ? 1.5 : 1
  const size = spriteSize * scene.scale * factor
  const [x, y] = [frame.x(at), frame.y(at)]
  frame.context.drawImage(sprite, x - size / 2, y - size / 2, size, size)
  const trouble = troubleOf(vehicle.entry.standing.peek())
  if (!trouble) return
  // At the lower right, where the other marks have it too.
  const side = signSize * scene.scale
  frame.context.drawImage(sprites.getSign(trouble), x + size * 0.15, y + size * 0.15, side, side)
}
