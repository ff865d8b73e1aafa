// Runs on any Node: says in plain words what is missing before a newer syntax would fail to parse.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    [
      `Machimori needs Node 24.15 or newer; this is Node ${process.versions.node}.`,
      'Node 24 is installed with the project on Linux (x64 and arm64): run "npm ci" in this folder,',
      'without --omit=optional, and start through npm ("npm start", "npm test").',
      'On another system, install Node 24 yourself.',
    ].join('\n'),
  )
  process.exit(1)
}
