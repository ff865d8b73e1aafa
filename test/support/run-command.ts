interface Command<Options> {
  /** As in `npm run <name>`. */
  name: string
  usage: string
  /** Throws with a sentence for a person where the words make no sense. */
  parse(args: readonly string[]): Options
  run(options: Options): Promise<void>
}

/** Runs what the command line asks for: help on request, a sentence and no stack for a slip. */
export async function runCommand<Options>(
  { name, usage, parse, run }: Command<Options>,
  args: readonly string[],
): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  let options: Options
  try {
    options = parse(args)
  } catch (error) {
    console.error(`${(error as Error).message}\n\nnpm run ${name} -- --help tells what it can do.`)
    process.exitCode = 1
    return
  }
  await run(options)
}
