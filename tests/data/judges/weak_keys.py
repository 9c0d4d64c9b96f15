"""Makes weak public keys of every kind a certificate authority must know, and sound ones to tell them from.

    weak_keys.py DIRECTORY

Writes into the directory: KIND.pem, the SubjectPublicKeyInfo of each key; for RSA, KIND.jwk, which badkeys reads
without the help of a library that refuses some, and KIND.csr, a request signed with it where a private exponent
exists; listed.dat, a blocklist in the format of badkeys that has some of the keys, listed.txt, the same by hashes of
the SubjectPublicKeyInfo, and cache/badkeys, a list of badkeys' own that has none.

Every run writes the same octets: what is drawn is a hash of what it is for. All factors are known, so these keys
are of no use to anybody but a test. The DER is written by hand, because no library writes what it would refuse.
"""

import base64
import hashlib
import json
import math
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

F4 = 65537


def main(directory):
    requests, spkis = {}, {}
    for kind, (factors, exponent) in rsa_keys().items():
        modulus = math.prod(factors)
        spkis[kind] = rsa_spki(modulus, exponent)
        write(directory / f"{kind}.jwk", jwk(modulus, exponent))
        if (private := private_exponent(factors, exponent)) is not None:
            requests[kind] = request(kind, spkis[kind], modulus, private)
    spkis |= other_keys()
    for kind, spki in spkis.items():
        write(directory / f"{kind}.pem", pem("PUBLIC KEY", spki))
    for kind, csr in requests.items():
        write(directory / f"{kind}.csr", pem("CERTIFICATE REQUEST", csr))
    write_lists(directory, spkis)


# ---- the kinds ------------------------------------------------------------------------------------------------------


def rsa_keys():
    """The prime factors, as often as they occur, and the exponent of each kind."""
    p, q = prime("p", *half(2048)), prime("q", *half(2048))
    keys = {
        "sound-2048": ([p, q], F4),
        "sound-3072": ([prime("p 3072", *half(3072)), prime("q 3072", *half(3072))], F4),
        "bits-2047": ([p, cofactor("bits", p, 2047)], F4),
        "square": ([p, p], F4),
        "cube": ([prime("cube", root(2**2047, 3) + 1, root(2**2048, 3))] * 3, F4),
        "prime-modulus": ([prime("prime modulus", 2**2047, 2**2048)], F4),
        "even-modulus": ([2, p, cofactor("even", 2 * p, 2048)], F4),
    }
    for rounds in (1, 2, 50, 100, 101):
        keys[f"fermat-{rounds}"] = ([p, close_to(p, rounds)], F4)
    for factor in (3, 751, 757, 65537, 65539):
        keys[f"factor-{factor}"] = ([factor, p, cofactor(f"factor {factor}", factor * p, 2048)], F4)
    for bits in (2048, 3072):
        keys[f"roca-{bits}"] = ([roca_prime("roca p", bits), roca_prime("roca q", bits)], F4)
    keys["roca-one-prime"] = ([keys["roca-2048"][0][0], q], F4)
    exponents = {"1": 1, "3": 3, "even": 65536}
    exponents |= {"33-bits": 2**33 - 1, "34-bits": 2**33 + 1, "256-bits": 2**256 - 1}
    exponents["above-modulus"] = next(e for e in range(p * q + 2, p * q + 100, 2) if private_exponent([p, q], e))
    for name, exponent in exponents.items():
        keys[f"exponent-{name}"] = ([p, q], exponent)
    return keys


def other_keys():
    """Keys on curves; those of kind -zero have a leading zero octet in what badkeys hashes."""
    keys = {}
    for name, curve in (("p256", ec.SECP256R1()), ("p384", ec.SECP384R1()), ("p521", ec.SECP521R1())):
        octets = (curve.key_size + 7) // 8
        drawn = (ec.derive_private_key(draw(f"{name} {n}", 250), curve).public_key() for n in range(10**6))
        x = lambda key: key.public_numbers().x.to_bytes(octets, "big")
        keys[name], keys[f"{name}-free"], keys[f"{name}-zero"] = one_of_each(drawn, x)
    seeds = (draw(f"ed25519 {n}", 256).to_bytes(32, "big") for n in range(10**6))
    drawn = (ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key() for seed in seeds)
    raw = lambda key: key.public_bytes_raw()
    keys["ed25519"], keys["ed25519-free"], keys["ed25519-zero"] = one_of_each(drawn, raw)
    return {name: key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) for name, key in keys.items()}


def one_of_each(keys, octets):
    """Two keys, and the first after them whose octets begin with zero."""
    return next(keys), next(keys), next(key for key in keys if octets(key)[0] == 0)


def close_to(p, rounds):
    """A prime q so that Fermat's method finds p * q when it has raised the root of the modulus this often."""
    q = next_prime(p + 2 * math.isqrt(p * (2 * rounds - 1)) if rounds > 1 else p + 2)
    assert (p + q) // 2 - math.isqrt(p * q) == rounds
    return q


def roca_prime(label, bits):
    """The shape of CVE-2017-15361 from 1984 to 3936 bits: a multiple of the first 126 primes' product, and a power."""
    primorial = math.prod(small_primes(702))
    low, high = (bound // primorial for bound in half(bits))
    for n in range(10**6):
        multiple = low + 1 + draw(f"{label} {bits} multiple {n}", 768) % (high - low - 1)
        candidate = multiple * primorial + pow(F4, draw(f"{label} {bits} power {n}", 768), primorial)
        if is_prime(candidate):
            return candidate


# ---- numbers --------------------------------------------------------------------------------------------------------


def draw(label, bits):
    """That many bits, the same for the same label."""
    blocks = (hashlib.sha256(f"chancery weak keys, {label}, {n}".encode()).digest() for n in range(-(-bits // 256)))
    return int.from_bytes(b"".join(blocks), "big") >> -bits % 256


def half(bits):
    """The range of a prime of half the size, the square of whose smallest has all the bits."""
    return 3 << (bits // 2 - 2), 1 << (bits // 2)


def cofactor(label, known, bits):
    """A prime that makes the product with what is known this long."""
    return prime(label, 2 ** (bits - 1) // known + 1, 2**bits // known)


def prime(label, low, high):
    return next_prime(low + draw(label, high.bit_length() + 64) % (high - low))


def next_prime(candidate):
    candidate |= 1
    while not (fits_every_exponent(candidate) and is_prime(candidate)):
        candidate += 2
    return candidate


def fits_every_exponent(p):
    """Whether each of the odd exponents above has an inverse."""
    return math.gcd(p - 1, 3 * F4 * (2**33 - 1) * (2**33 + 1) * (2**256 - 1)) == 1


def small_primes(limit):
    return [n for n in range(2, limit) if all(n % d for d in range(2, math.isqrt(n) + 1))]


SMALL = math.prod(small_primes(2000))


def is_prime(n):
    """Miller and Rabin's test of a number far above the small primes, to the first twelve of them."""
    if math.gcd(n, SMALL) != 1:
        return False
    twos = ((n - 1) & (1 - n)).bit_length() - 1
    for base in small_primes(38):
        power = pow(base, (n - 1) >> twos, n)
        if power in (1, n - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % n
            if power == n - 1:
                break
        else:
            return False
    return True


def root(n, degree):
    """The integer part of the root."""
    low, high = 0, 1 << (n.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= n else (low, middle)
    return low


def private_exponent(factors, exponent):
    """The inverse of the exponent; a prime that occurs k times counts as p^k - p^(k-1)."""
    order = math.lcm(*(p ** (factors.count(p) - 1) * (p - 1) for p in factors))
    return pow(exponent, -1, order) if math.gcd(exponent, order) == 1 else None


# ---- octets ---------------------------------------------------------------------------------------------------------

RSA = bytes.fromhex("300d06092a864886f70d0101010500")
SHA256_WITH_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
COMMON_NAME = bytes.fromhex("0603550403")


def element(tag, *content):
    content = b"".join(content)
    length = magnitude(len(content))
    return bytes([tag, len(content)] if len(content) < 128 else [tag, 0x80 | len(length), *length]) + content


def integer(n):
    return element(0x02, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def magnitude(n):
    return n.to_bytes((n.bit_length() + 7) // 8, "big")


def rsa_spki(modulus, exponent):
    key = element(0x30, integer(modulus), integer(exponent))
    return element(0x30, RSA, element(0x03, b"\0", key))


def request(kind, spki, modulus, private):
    name = element(0x30, element(0x31, element(0x30, COMMON_NAME, element(0x0C, kind.encode()))))
    info = element(0x30, integer(0), name, spki, element(0xA0))
    octets = len(magnitude(modulus))
    digest = DIGEST_INFO + hashlib.sha256(info).digest()
    message = b"\0\1" + b"\xff" * (octets - len(digest) - 3) + b"\0" + digest
    signature = pow(int.from_bytes(message, "big"), private, modulus).to_bytes(octets, "big")
    return element(0x30, info, SHA256_WITH_RSA, element(0x03, b"\0", signature))


def jwk(modulus, exponent):
    numbers = {"n": modulus, "e": exponent}
    encoded = {name: base64.urlsafe_b64encode(magnitude(n)) for name, n in numbers.items()}
    return json.dumps({"kty": "RSA"} | {name: text.decode().rstrip("=") for name, text in encoded.items()})


def pem(label, der):
    text = base64.b64encode(der).decode()
    lines = (text[start : start + 64] for start in range(0, len(text), 64))
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


# ---- lists ----------------------------------------------------------------------------------------------------------

LISTED = {"sound-2048": 1, "sound-3072": 7, "p256": 8, "p256-zero": 9, "p384": 10, "p384-zero": 11, "p521": 12}
LISTED |= {"p521-zero": 13, "ed25519": 14, "ed25519-zero": 255}


def write_lists(directory, spkis):
    others = [(draw(f"decoy {n}", 256).to_bytes(32, "big"), n % 256) for n in range(999)]
    known = [(hashlib.sha256(number(spkis[kind])).digest(), id) for kind, id in LISTED.items()]
    write(directory / "listed.dat", records(others + known))
    hashes = (f"{hashlib.sha256(spkis[kind]).hexdigest()}  {kind}\n" for kind in LISTED)
    write(directory / "listed.txt", "# The same keys as in listed.dat.\n\n" + "".join(hashes))
    cache = directory / "cache" / "badkeys"
    cache.mkdir(parents=True)
    write(cache / "blocklist.dat", records(others))
    write(cache / "badkeysdata.json", json.dumps({"bkformat": 0, "blocklists": [{"id": 7, "name": "seven"}]}))


def records(entries):
    return b"".join(sorted(digest[:15] + bytes([id]) for digest, id in entries))


def number(spki):
    """What badkeys goes by: the modulus, the x coordinate, the octets of an Ed25519 key; no zeros before it."""
    key = load_der_public_key(spki)
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key.public_bytes_raw().lstrip(b"\0")
    numbers = key.public_numbers()
    return magnitude(numbers.n if isinstance(key, rsa.RSAPublicKey) else numbers.x)


def write(path, content):
    path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
