"""A judge on pyca/cryptography's PKCS#12, both ways.

    pyca_bundle.py show FILE PASSWORD
    pyca_bundle.py make FILE PASSWORD KEY CERTIFICATE...

`show` prints one line for the key and each certificate: the word, a space, the octets in hexadecimal, and a friendly
name in UTF-8 where there is one. `make` writes an unencrypted PKCS#8 key in DER and its chain in DER, the leaf first,
under the name "made by pyca", with the algorithms this library writes. Exit status 0 is accepted, 3 is refused with
the reason on standard output; anything else means that the judge itself broke.
"""

import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12

REFUSED = 3


def main(arguments):
    command, file, password, *rest = arguments
    if command == "show":
        show(file, password.encode())
    else:
        make(file, password.encode(), *rest)


def show(file, password):
    try:
        bundle = pkcs12.load_pkcs12(read(file), password)
    except ValueError as refusal:
        print(f"ValueError: {refusal}")
        sys.exit(REFUSED)
    for certificate in filter(None, [bundle.cert, *bundle.additional_certs]):
        if certificate.friendly_name is not None:
            say("alias", certificate.friendly_name)
        say("certificate", certificate.certificate.public_bytes(serialization.Encoding.DER))
    if bundle.key is not None:
        form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        say("key", bundle.key.private_bytes(*form))


def make(file, password, key, leaf, *chain):
    form = serialization.PrivateFormat.PKCS12.encryption_builder()
    form = form.kdf_rounds(2048).key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
    made = pkcs12.serialize_key_and_certificates(
        b"made by pyca",
        serialization.load_der_private_key(read(key), None),
        x509.load_der_x509_certificate(read(leaf)),
        [x509.load_der_x509_certificate(read(file)) for file in chain],
        form.hmac_hash(hashes.SHA256()).build(password),
    )
    with open(file, "wb") as out:
        out.write(made)


def say(word, octets):
    print(word, octets.hex())


def read(file):
    with open(file, "rb") as opened:
        return opened.read()


if __name__ == "__main__":
    main(sys.argv[1:])
