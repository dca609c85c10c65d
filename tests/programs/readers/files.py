"""Writes PKCS#12 files under the password "geheim" that no program at hand writes, each unusual in one way.

It takes `key`, `leaf` and `chain` from its folder, and writes `made/<name>.pfx`.
"""

import hashlib
import hmac
import os

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSWORD = b"geheim"
BMP_PASSWORD = "geheim\0".encode("utf-16-be")

# Octets of the output and of a block, and the identifiers of the hash function and of its HMAC.
HASHES = {
    "md5": (16, 64, "1.2.840.113549.2.5", "1.2.840.113549.2.6"),
    "sha1": (20, 64, "1.3.14.3.2.26", "1.2.840.113549.2.7"),
    "sha224": (28, 64, "2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8"),
    "sha256": (32, 64, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9"),
    "sha384": (48, 128, "2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10"),
    "sha512": (64, 128, "2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11"),
    "sha512_224": (28, 128, "2.16.840.1.101.3.4.2.5", "1.2.840.113549.2.12"),
    "sha512_256": (32, 128, "2.16.840.1.101.3.4.2.6", "1.2.840.113549.2.13"),
    "sha3_256": (32, 136, "2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.2.14"),
}


def element(tag, *parts):
    contents = b"".join(parts)
    length = len(contents)
    if length < 128:
        return bytes([tag, length]) + contents
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + contents


def sequence(*parts):
    return element(0x30, *parts)


def octets(contents):
    return element(4, contents)


def integer(number):
    return element(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted):
    first, second, *rest = map(int, dotted.split("."))
    contents = bytes([first * 40 + second])
    for number in rest:
        groups = [number & 127]
        while number := number >> 7:
            groups.append(0x80 | number & 127)
        contents += bytes(reversed(groups))
    return element(6, contents)


NULL = element(5)


def derive(hash_name, purpose, salt, iterations, length):
    """The key derivation of RFC 7292 appendix B."""
    output, block, *_ = HASHES[hash_name]

    def repeated(text):
        size = -(-len(text) // block) * block
        return (text * (size // len(text) + 1))[:size] if text else b""

    mixed, derived = repeated(salt) + repeated(BMP_PASSWORD), b""
    while len(derived) < length:
        digest = hashlib.new(hash_name, bytes([purpose]) * block + mixed).digest()
        for _ in range(iterations - 1):
            digest = hashlib.new(hash_name, digest).digest()
        derived += digest
        addend = int.from_bytes((digest * block)[:block], "big") + 1
        blocks = [int.from_bytes(mixed[at : at + block], "big") for at in range(0, len(mixed), block)]
        mixed = b"".join(((one + addend) % (1 << 8 * block)).to_bytes(block, "big") for one in blocks)
    return derived[:length]


def encrypt(cipher, iv, plain):
    size = len(iv)
    padding = size - len(plain) % size
    encryptor = Cipher(cipher, modes.CBC(iv)).encryptor()
    return encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()


def triple_des(plain, iterations=2048, salt=None):
    """pbeWithSHAAnd3-KeyTripleDES-CBC, which every program takes."""
    salt = os.urandom(8) if salt is None else salt
    key, iv = derive("sha1", 1, salt, iterations, 24), derive("sha1", 2, salt, iterations, 8)
    algorithm = sequence(oid("1.2.840.113549.1.12.1.3"), sequence(octets(salt), integer(iterations)))
    return algorithm, encrypt(algorithms.TripleDES(key), iv, plain)


def aes(plain, derivation, key):
    iv = os.urandom(16)
    encryption = sequence(oid("2.16.840.1.101.3.4.1.42"), octets(iv))
    algorithm = sequence(oid("1.2.840.113549.1.5.13"), sequence(derivation, encryption))
    return algorithm, encrypt(algorithms.AES(key), iv, plain)


def pbkdf2(hash_name, salt, iterations, *length):
    parameters = [octets(salt), integer(iterations), *map(integer, length)]
    parameters.append(sequence(oid(HASHES[hash_name][3]), NULL))
    return sequence(oid("1.2.840.113549.1.5.12"), sequence(*parameters))


def aes_with(hash_name, iterations=2048):
    def seal(plain):
        salt = os.urandom(8)
        key = hashlib.pbkdf2_hmac(hash_name, PASSWORD, salt, max(iterations, 1), 32)
        return aes(plain, pbkdf2(hash_name, salt, iterations), key)

    return seal


def aes_with_scrypt(plain):
    salt = os.urandom(8)
    key = hashlib.scrypt(PASSWORD, salt=salt, n=16384, r=8, p=1, dklen=32)
    parameters = sequence(octets(salt), integer(16384), integer(8), integer(1))
    return aes(plain, sequence(oid("1.3.6.1.4.1.11591.4.11"), parameters), key)


def attribute(dotted, *values):
    return sequence(oid(dotted), element(0x31, *values))


NAME = attribute("1.2.840.113549.1.9.20", element(0x1E, "endpoint".encode("utf-16-be")))
UTF8_NAME = attribute("1.2.840.113549.1.9.20", element(0x0C, b"endpoint"))
MARK = attribute("1.2.840.113549.1.9.21", octets(b"\1\2\3\4"))
BOTH = [NAME, MARK]


def bag(kind, value, attributes=()):
    labels = [element(0x31, *attributes)] if attributes else []
    return sequence(oid(f"1.2.840.113549.1.12.10.1.{kind}"), element(0xA0, value), *labels)


def certificate(der, attributes=()):
    return bag(3, sequence(oid("1.2.840.113549.1.9.22.1"), element(0xA0, octets(der))), attributes)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def pem(text):
    one = x509.load_pem_x509_certificate(b"-----BEGIN" + text)
    return one.public_bytes(serialization.Encoding.DER)


KEY = serialization.load_pem_private_key(read("key"), None).private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
CERTIFICATES = [pem(one) for one in (read("leaf") + read("chain")).split(b"-----BEGIN")[1:]]


def shrouded(attributes=(), seal=triple_des):
    algorithm, encrypted = seal(KEY)
    return bag(2, sequence(algorithm, octets(encrypted)), attributes)


def data(*bags):
    return sequence(oid("1.2.840.113549.1.7.1"), element(0xA0, octets(sequence(*bags))))


def encrypted(*bags, seal=triple_des):
    algorithm, contents = seal(sequence(*bags))
    content = sequence(oid("1.2.840.113549.1.7.1"), algorithm, element(0x80, contents))
    return sequence(oid("1.2.840.113549.1.7.6"), element(0xA0, sequence(integer(0), content)))


def mac(hash_name="sha1", iterations=2048, salt=None):
    salt = os.urandom(8) if salt is None else salt

    def over(contents):
        key = derive(hash_name, 3, salt, iterations, HASHES[hash_name][0])
        digest = sequence(sequence(oid(HASHES[hash_name][2]), NULL), octets(hmac.digest(key, contents, hash_name)))
        return [sequence(digest, octets(salt), integer(iterations))]

    return over


def pbmac1(hash_name="sha256", of_key="sha256", length=32, is_length_written=True):
    def over(contents):
        salt = os.urandom(8)
        key = hashlib.pbkdf2_hmac(of_key, PASSWORD, salt, 2048, length)
        derivation = pbkdf2(of_key, salt, 2048, *([length] if is_length_written else []))
        parameters = sequence(derivation, sequence(oid(HASHES[hash_name][3]), NULL))
        algorithm = sequence(oid("1.2.840.113549.1.5.14"), parameters)
        digest = sequence(algorithm, octets(hmac.digest(key, contents, hash_name)))
        return [sequence(digest, octets(b"NOT USED"), integer(1))]

    return over


def write(name, parts, over=mac()):
    contents = sequence(*parts)
    safe = sequence(oid("1.2.840.113549.1.7.1"), element(0xA0, octets(contents)))
    with open(f"made/{name}.pfx", "wb") as file:
        file.write(sequence(integer(3), safe, *over(contents)))


def sealed(name, seal=triple_des, over=mac()):
    leaf, *chain = CERTIFICATES
    certificates = [certificate(leaf, BOTH), *map(certificate, chain)]
    write(name, [encrypted(*certificates, seal=seal), data(shrouded(BOTH, seal))], over)


def laid_out(name, key=None, leaf=(), chain=(), marks=BOTH):
    own, *others = CERTIFICATES
    certificates = [certificate(own, leaf), *(certificate(one, chain) for one in others)]
    write(name, [encrypted(*certificates), data(shrouded(marks) if key is None else key)])


os.makedirs("made", exist_ok=True)
for hash_name in HASHES:
    sealed(f"mac-{hash_name}", over=mac(hash_name))
    sealed(f"derivation-{hash_name}", aes_with(hash_name))
sealed("scrypt", aes_with_scrypt)
sealed("mac-none", over=lambda contents: [])
sealed("mac-0-iterations", over=mac(iterations=0))
sealed("mac-1-iteration", over=mac(iterations=1))
sealed("mac-5000001-iterations", over=mac(iterations=5_000_001))
sealed("mac-short-salt", over=mac(salt=b"1234567"))
sealed("pbmac1", over=pbmac1())
sealed("pbmac1-sha512", over=pbmac1("sha512", "sha512", 64))
sealed("pbmac1-sha224-and-sha384", over=pbmac1("sha224", "sha384", 20))
sealed("pbmac1-without-length", over=pbmac1(is_length_written=False))
sealed("3des-short-salt", lambda plain: triple_des(plain, salt=b"1234567"))
sealed("3des-0-iterations", lambda plain: triple_des(plain, iterations=0))
sealed("3des-600000-iterations", lambda plain: triple_des(plain, iterations=600_000))
sealed("3des-600001-iterations", lambda plain: triple_des(plain, iterations=600_001))
sealed("aes-0-iterations", aes_with("sha256", 0))
sealed("aes-600001-iterations", aes_with("sha256", 600_001))
laid_out("key-plain", key=bag(1, KEY, BOTH), leaf=BOTH)
laid_out("key-nested", key=bag(6, sequence(shrouded(BOTH))), leaf=BOTH)
laid_out("unmarked-and-unnamed", marks=())
laid_out("unmarked-and-named", marks=[NAME], leaf=[NAME])
laid_out("marked-key-alone", marks=[MARK])
laid_out("marked-and-named-differently", marks=BOTH, leaf=[MARK])
laid_out("authority-marked", marks=BOTH, chain=BOTH)
laid_out("name-in-utf8", marks=[UTF8_NAME, MARK], leaf=BOTH)
leaf, *chain = CERTIFICATES
behind = encrypted(certificate(leaf), *map(certificate, chain))
write("unmarked-with-the-key-first", [data(shrouded()), behind])
