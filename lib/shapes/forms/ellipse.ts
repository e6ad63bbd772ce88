/** An ellipse; its label lies in the largest box inside. */
import { ellipsePath } from '../../geometry/path.ts'
import { curve } from './form.ts'

export const ellipse = curve(ellipsePath(0, 0, 1, 1), [0.147, 0.147, 0.706, 0.706])
