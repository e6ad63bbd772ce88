/** How much one command may do; larger ones are refused as a whole with `too-large`. */
export const MAX_SHAPES_PER_COMMAND = 100_000
export const MAX_BATCH_DEPTH = 8
export const MAX_COMMANDS_PER_BATCH = 10_000
