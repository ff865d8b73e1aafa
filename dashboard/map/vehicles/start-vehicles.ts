import { effect, untracked } from '@preact/signals'
import type { LeafletMouseEvent, Map as LeafletMap } from 'leaflet'
import { visibleRows } from '../../state/visible-rows.ts'
import { select, selectedId } from '../../state/address.ts'
import { findKind } from '../../state/city.ts'
import { fleetVersion } from '../../state/fleet.ts'
import { motion, theme } from '../../state/preferences.ts'
import { now, serverNow } from '../../state/server-clock.ts'
import { remScale } from '../rem-scale.ts'
import { prefersLessMotion } from '../motion.ts'
import { CanvasFrame } from './canvas-frame.ts'
import { drawTrails } from './draw-trails.ts'
import { drawVehicles } from './draw-vehicles.ts'
import { loadChosenTrail, loadTrails } from './load-trails.ts'
import { findNearest } from './find-nearest.ts'
import { paceOf, type Pace } from './pace.ts'
import { createSprites, type Sprites } from './sprites.ts'
import { Vehicle } from './vehicle.ts'

/** Moving devices on one canvas: pre-drawn headings, fading trails, hollow when silent. */
export function startVehicles(map: LeafletMap): () => void {
  const layer = new VehicleLayer(map)
  return () => layer.close()
}

class VehicleLayer {
  readonly #map: LeafletMap
  readonly #trails: CanvasFrame
  readonly #frame: CanvasFrame
  readonly #stops: (() => void)[] = []
  #vehicles = new Map<string, Vehicle>()
  #sprites: Sprites | undefined
  #trailColour = ''
  #scale = 1
  #drawnAt = Number.NEGATIVE_INFINITY
  #trailsDrawnAt = Number.NEGATIVE_INFINITY
  #request = 0

  constructor(map: LeafletMap) {
    this.#map = map
    const pane = map.createPane('vehicles')
    pane.classList.add('vehicles-pane')
    pane.setAttribute('aria-hidden', 'true')
    this.#trails = new CanvasFrame(map, pane)
    this.#frame = new CanvasFrame(map, pane)
    this.#trails.reset()
    this.#frame.reset()
    this.#listen()
  }

  close(): void {
    cancelAnimationFrame(this.#request)
    for (const stop of this.#stops) stop()
    this.#frame.canvas.remove()
    this.#trails.canvas.remove()
  }

  #listen(): void {
    const relay = () => this.#replace()
    const hide = () => this.#setZooming(true)
    const click = (event: LeafletMouseEvent) => this.#click(event)
    const hover = (event: LeafletMouseEvent) => this.#hover(event)
    this.#map.on('moveend zoomend resize', relay).on('zoomstart', hide)
    this.#map.on('click', click).on('mousemove', hover)
    this.#stops.push(
      () => this.#map.off('moveend zoomend resize', relay).off('zoomstart', hide),
      () => this.#map.off('click', click).off('mousemove', hover),
      effect(() => this.#takeRows()),
      effect(() => this.#takeFixes()),
      effect(() => this.#takeTheme()),
      effect(() => this.#takeChoice()),
      this.#followSystemTheme(),
    )
  }

  #followSystemTheme(): () => void {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const take = () => this.#takeTheme()
    dark.addEventListener('change', take)
    return () => dark.removeEventListener('change', take)
  }

  #takeRows(): void {
    const known = this.#vehicles
    const rows = visibleRows.value.filter(({ kind }) => findKind(kind)?.position === 'moving')
    this.#vehicles = new Map(
      rows.map(({ entry }) => [entry.id, known.get(entry.id) ?? new Vehicle(entry)]),
    )
    untracked(() => this.#takeFixes())
    const fresh = [...this.#vehicles.values()].filter(({ entry }) => !known.has(entry.id))
    void loadTrails(fresh, () => this.#redrawTrails())
  }

  #takeChoice(): void {
    void visibleRows.value
    const chosen = this.#vehicles.get(selectedId.value ?? '')
    if (chosen) void loadChosenTrail(chosen, () => this.#redrawTrails())
  }

  #takeFixes(): void {
    void fleetVersion.value
    void selectedId.value
    // A silent vehicle sends no event; the clock turns it hollow.
    void now.value
    const frameMs = performance.now()
    void motion.value
    const { glides } = this.#pace()
    for (const vehicle of this.#vehicles.values()) {
      vehicle.update(frameMs)
      if (!glides) vehicle.settle()
    }
    this.#schedule()
  }

  #takeTheme(): void {
    void theme.value
    const style = getComputedStyle(this.#frame.canvas)
    this.#trailColour = style.color
    this.#scale = remScale()
    this.#sprites = createSprites(
      { body: style.color, edge: style.outlineColor },
      devicePixelRatio * this.#scale,
    )
    this.#redrawTrails()
  }

  #redrawTrails(): void {
    this.#trailsDrawnAt = Number.NEGATIVE_INFINITY
    this.#schedule()
  }

  #pace(): Pace {
    return paceOf(this.#vehicles.size, prefersLessMotion())
  }

  /** Asks for a frame, not sooner than the number of vehicles allows. */
  #schedule(): void {
    if (this.#request !== 0) return
    const { drawEveryMs, isMany } = this.#pace()
    const step = (frameMs: number) => {
      this.#request = 0
      // A tenth of slack: a feed at exactly this pace must not lose every second frame.
      const isDue = frameMs - this.#drawnAt > drawEveryMs * 0.9
      if (isDue) this.#draw(frameMs)
      else if (!isMany) this.#schedule()
    }
    this.#request = requestAnimationFrame(step)
  }

  #draw(frameMs: number): void {
    if (!this.#sprites) return
    this.#drawnAt = frameMs
    const vehicles = [...this.#vehicles.values()]
    const scene = {
      vehicles,
      selectedId: selectedId.peek(),
      now: serverNow(),
      frameMs,
      trailColour: this.#trailColour,
      scale: this.#scale,
    }
    if (frameMs - this.#trailsDrawnAt >= this.#pace().trailsEveryMs) {
      this.#trailsDrawnAt = frameMs
      drawTrails(this.#trails, scene)
    }
    drawVehicles(this.#frame, this.#sprites, scene)
    if (vehicles.some((vehicle) => vehicle.isGliding(frameMs))) this.#schedule()
  }

  #replace(): void {
    this.#setZooming(false)
    this.#trails.reset()
    this.#frame.reset()
    this.#trailsDrawnAt = Number.NEGATIVE_INFINITY
    this.#draw(performance.now())
  }

  #setZooming(isZooming: boolean): void {
    for (const { canvas } of [this.#trails, this.#frame]) {
      canvas.classList.toggle('is-zooming', isZooming)
    }
  }

  #find({ latlng }: LeafletMouseEvent): Vehicle | undefined {
    return findNearest(this.#vehicles.values(), this.#map.project(latlng, 0), this.#map.getZoom())
  }

  #click(event: LeafletMouseEvent): void {
    const vehicle = this.#find(event)
    if (vehicle) select(vehicle.entry.id)
  }

  #hover(event: LeafletMouseEvent): void {
    this.#map.getContainer().classList.toggle('is-over-vehicle', this.#find(event) !== undefined)
  }
}
