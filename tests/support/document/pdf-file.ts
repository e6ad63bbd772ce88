/** A small PDF, written by hand. */

/** A file of pages in points, each with a black square at its lower left corner and words in a font that is not inside. */
export function pdfOf(sizes: readonly (readonly [width: number, height: number])[]): string {
  const objects: string[] = []
  const kids = sizes.map((_size, i) => `${4 + 2 * i} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>')
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${sizes.length} >>`)
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
  for (const [i, [w, h]] of sizes.entries()) {
    const drawing = `0 0 100 100 re f BT /F1 24 Tf 120 20 Td (Page ${i + 1}) Tj ET`
    const resources = '<< /Font << /F1 3 0 R >> >>'
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${5 + 2 * i} 0 R /Resources ${resources} >>`,
    )
    objects.push(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`)
  }
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`
}
