/** The words of a file that somebody brought, by whatever way it came. */
import { textOfFile } from '../../interchange/file-text.ts'

/** What is no whole text is read as far as it goes. */
export const readFileText = async (file: Blob): Promise<string> =>
  textOfFile(new Uint8Array(await file.arrayBuffer())) ?? file.text()
