#!/usr/bin/env node
import 'reflect-metadata'
import { processTerminal } from './commands/process-terminal.js'
import { runCli } from './commands/run-cli.js'

const terminal = processTerminal()
await runCli(process.argv.slice(2), terminal)
