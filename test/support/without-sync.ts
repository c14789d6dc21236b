import { nodeFiles } from '../../src/store/disk.ts'
import type { FileOperations } from '../../src/store/index.ts'

/** To fill a store of which nothing has to survive. */
export const withoutSync: FileOperations = {
  ...nodeFiles,
  open: async (path, flags, mode) => {
    const handle = await nodeFiles.open(path, flags, mode)
    handle.sync = async () => undefined
    return handle
  },
}
