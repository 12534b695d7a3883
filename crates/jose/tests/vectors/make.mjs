// Makes keys.json and node_jose.json with Node's crypto and npm `jose` (6.2). See README.md.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { CompactEncrypt } from 'jose'

const [what, dir] = process.argv.slice(2)
const write = (name, value) => writeFileSync(`${dir}/${name}`, JSON.stringify(value, null, 1) + '\n')
const SIZES = [2048, 3072, 4096]

if (what === 'keys') {
  const keys = SIZES.map((bits) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
    const { n, e } = publicKey.export({ format: 'jwk' })
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    return { name: `rsa${bits}`, bits, n, e, pkcs8 }
  })
  write('keys.json', { note: 'TEST KEYS, USED NOWHERE ELSE. PKCS#8 in base64.', keys })
  process.exit(0)
}

const { keys } = JSON.parse(readFileSync(`${dir}/keys.json`, 'utf8'))
const privateKey = (name) =>
  createPrivateKey({ key: Buffer.from(keys.find((key) => key.name === name).pkcs8, 'base64'), format: 'der', type: 'pkcs8' })
const publicKey = (name) => createPublicKey(privateKey(name))
const seal = (plaintext, header, key) =>
  new CompactEncrypt(new TextEncoder().encode(plaintext)).setProtectedHeader(header).encrypt(key)

const GOOD = { alg: 'RSA-OAEP-256', enc: 'A256GCM' }
const card = (holder) =>
  JSON.stringify({ pan: '4111111111111111', expiryDate: '12/2031', cvv: '123', holderName: holder })

const opens = []
const add = async (name, key, kid, plaintext, more = {}) => {
  const header = kid === undefined ? { ...GOOD, ...more } : { ...GOOD, kid, ...more }
  const shown = kid === undefined ? null : String(kid)
  opens.push({ name, key, kid: shown, plaintext, token: await seal(plaintext, header, publicKey(key)) })
}
for (const { name } of keys) {
  await add(`${name}, kid a string`, name, 'k-2026', card('Zoë Müller'))
  await add(`${name}, kid a number`, name, 17, card('Łukasz O’Neill'))
}
await add('no kid', 'rsa2048', undefined, card('山田 太郎'))
await add('kid of another script', 'rsa2048', 'clé-✓', card('محمد علي'))
await add('typ and cty', 'rsa2048', 'a', card('👩‍💻 Ada'), { typ: 'JOSE', cty: 'json' })
await add('empty plaintext', 'rsa2048', 'a', '')
await add('largest plaintext', 'rsa2048', 'a', 'x'.repeat(4096))

const refused = []
const refuse = async (name, header, key = publicKey('rsa2048'), plaintext = card('Eve')) =>
  refused.push({ name, key: 'rsa2048', token: await seal(plaintext, header, key) })
await refuse('RSA-OAEP with SHA-1', { ...GOOD, alg: 'RSA-OAEP', kid: 'a' })
await refuse('RSA-OAEP-512', { ...GOOD, alg: 'RSA-OAEP-512', kid: 'a' })
for (const enc of ['A128GCM', 'A192GCM', 'A256CBC-HS512']) await refuse(enc, { ...GOOD, enc, kid: 'a' })
await refuse('dir', { alg: 'dir', enc: 'A256GCM', kid: 'a' }, randomBytes(32))
await refuse('A256KW', { alg: 'A256KW', enc: 'A256GCM', kid: 'a' }, randomBytes(32))
await refuse('PBES2', { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' }, Buffer.from('password'))
await refuse('sealed for another key of the same size', { ...GOOD, kid: 'a' }, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)
await refuse('sealed for a key of another size', { ...GOOD, kid: 'a' }, publicKey('rsa3072'))
await refuse('plaintext one byte too long', { ...GOOD, kid: 'a' }, publicKey('rsa2048'), 'x'.repeat(4097))

const sound = (await seal(card('Eve'), { ...GOOD, kid: 'a' }, publicKey('rsa2048'))).split('.')
;['header', 'encrypted key', 'iv', 'ciphertext', 'tag'].forEach((part, at) => {
  const bytes = Buffer.from(sound[at], 'base64url')
  // The last letter of the header's kid; elsewhere one bit in the middle.
  bytes[at === 0 ? bytes.length - 3 : bytes.length >> 1] ^= at === 0 ? 3 : 1
  const parts = [...sound]
  parts[at] = bytes.toString('base64url')
  refused.push({ name: `tampered ${part}`, key: 'rsa2048', token: parts.join('.') })
})

write('node_jose.json', { made_by: 'npm jose', opens, refused })
