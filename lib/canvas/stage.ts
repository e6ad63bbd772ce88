/** The Konva stage: two layers of one custom shape each, no events, no clearing, drawn when the frame loop says so. */
import Konva from 'konva/lib/Core'

export interface Stage {
  readonly pixelRatio: number
  /** Draws each layer through its painter. */
  drawScene(): void
  drawActive(): void
  resize(w: number, h: number, pixelRatio: number): void
  close(): void
}
export interface StagePainters {
  scene(context: CanvasRenderingContext2D): void
  active(context: CanvasRenderingContext2D): void
}

export function createStage(container: HTMLDivElement, painters: StagePainters): Stage {
  Konva.autoDrawEnabled = false
  const stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
  let pixelRatio = 1
  // Konva draws a layer by itself when it is added or resized; painting is for the frame loop alone.
  let isOurDraw = false

  function addLayer(name: string, paint: (context: CanvasRenderingContext2D) => void) {
    const layer = new Konva.Layer({ name, listening: false, clearBeforeDraw: false })
    layer.add(
      new Konva.Shape({
        listening: false,
        perfectDrawEnabled: false,
        sceneFunc: (context) => {
          if (isOurDraw) paint(context._context)
        },
      }),
    )
    stage.add(layer)
    return layer
  }
  const scene = addLayer('scene', painters.scene)
  const active = addLayer('active', painters.active)
  function draw(layer: Konva.Layer) {
    isOurDraw = true
    layer.drawScene()
    isOurDraw = false
  }

  return {
    get pixelRatio() {
      return pixelRatio
    },
    drawScene: () => draw(scene),
    drawActive: () => draw(active),
    resize(w, h, ratio) {
      pixelRatio = ratio
      for (const layer of [scene, active])
        if (layer.getCanvas().getPixelRatio() !== ratio) layer.getCanvas().setPixelRatio(ratio)
      if (stage.width() !== w || stage.height() !== h) stage.size({ width: w, height: h })
    },
    close: () => void stage.destroy(),
  }
}
