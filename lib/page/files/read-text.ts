/** The words of a file that somebody brought, by whatever way it came. */
import { textOfFile } from '../../interchange/file-text.ts'

/** A larger file is refused before it is read. */
export const MAX_BOARD_FILE_BYTES = 64 * 1024 * 1024

/** What is no whole text is read as far as it goes. */
export const readFileText = async (file: Blob): Promise<string> =>
  textOfFile(new Uint8Array(await file.arrayBuffer())) ?? file.text()
