'use client'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import forms from '../form.module.css'
import { undoneByKey } from '../keys.ts'
import { useRoom } from '../room-context.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly min?: number
  readonly disabled: boolean
  onChange(value: number): void
}
const round = (value: number) => String(Math.round(value * 100) / 100)

/** A number that is written when typing is over, so that one change is one undo step; so is an arrow key that is held. */
export function NumberField({ label, value, min, disabled, onChange }: NumberFieldProps) {
  const id = useId()
  const { editor } = useRoom()
  const [typed, setTyped] = useState(round(value))
  useEffect(() => setTyped(round(value)), [value])
  const keep = () => {
    const next = Number(typed.replace(',', '.'))
    const isFine = typed.trim() !== '' && Number.isFinite(next) && (min === undefined || next >= min)
    if (isFine && round(next) !== round(value)) onChange(next)
    else setTyped(round(value))
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    // What was typed and not kept yet is the field's own.
    if (typed === round(value) && undoneByKey(event, editor)) return
    if (event.key === 'Enter') keep()
    if (event.key === 'Escape') setTyped(round(value))
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const step = (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1)
    if (!event.repeat) editor.endGesture()
    editor.gesture(`value ${id}`, () => onChange(Math.max(min ?? Number.NEGATIVE_INFINITY, value + step)))
  }
  return (
    <div className={forms.field}>
      <label htmlFor={id} className={forms.label}>
        {label}
      </label>
      <input
        id={id}
        className={forms.input}
        inputMode="decimal"
        disabled={disabled}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={onKey}
      />
    </div>
  )
}
