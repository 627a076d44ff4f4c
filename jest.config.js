export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/bench/', '<rootDir>/test/soak/'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['reflect-metadata'],
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1.5GB',
  testTimeout: 30_000,
}
