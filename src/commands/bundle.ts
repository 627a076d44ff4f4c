import { runVerify } from '../../exporters/verify.js'
import { examples, type HubCommand, type Terminal } from './hub-command.js'

interface VerifyOptions {
  readonly jwks?: string
  readonly json?: boolean
}

/** `privacy-hub bundle verify FILE…`: for somebody who has a bundle and no hub. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .command('verify')
      .description('check that a bundle is whole, unchanged, and signed')
      .argument('<file...>', 'the zip, or all its parts')
      .option('--jwks <file|url>', 'the signer’s public keys; without them the signer is not checked')
      .option('--json', 'the report as JSON')
      .addHelpText('after', '\nExit codes: 0 intact, 1 not intact, 2 unreadable.')
      .addHelpText(
        'after',
        examples(
          ['privacy-hub bundle verify access-copy.zip', 'without a hub, without a network'],
          ['privacy-hub bundle verify part1.zip part2.zip', 'a bundle in parts'],
          ['privacy-hub bundle verify a.zip --jwks https://privacy.example.be/.well-known/jwks.json', 'and who signed it'],
        ),
      )
      .action((files: string[], options: VerifyOptions) => verify(files, options, terminal))
  },
}

async function verify(files: readonly string[], { jwks, json }: VerifyOptions, terminal: Terminal): Promise<void> {
  const keys = jwks === undefined ? [] : ['--jwks', jwks]
  const form = json === true ? ['--json'] : []
  terminal.exitWith(await runVerify([...keys, ...form, '--', ...files], (line) => terminal.print(line)))
}
