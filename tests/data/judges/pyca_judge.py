"""A judge on pyca/cryptography, whose ASN.1 reader and path validation are its own and strict.

    pyca_judge.py parse CERTIFICATE
    pyca_judge.py request CSR
    pyca_judge.py verify ROOT ISSUING LEAF SECONDS
    pyca_judge.py path   ROOT ISSUING LEAF SECONDS server|client

ISSUING may be "-" (the leaf stands directly under the root), SECONDS is the instant of judgement since 1970 or
"-" for now. `verify` follows names, signatures and windows hop by hop for any key algorithm; `path` is the
library's own validation, whose profile is the Web PKI's: no Ed25519, a subject alternative name is demanded.
Exit status 0 is accepted, 3 is refused with the reason on standard output; anything else means that the judge
itself broke.
"""

import sys
from datetime import datetime, timezone

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import verification

REFUSED = 3
UNREADABLE = (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


class Refusal(Exception):
    """The judge looked, and says no."""


def main(arguments):
    commands = {"parse": (parse, 1), "request": (request, 1), "verify": (verify, 4), "path": (path, 5)}
    command, wanted = commands[arguments[0]]
    if len(arguments) != wanted + 1:
        sys.exit(__doc__)
    try:
        command(*arguments[1:])
    except (Refusal, InvalidSignature, UnsupportedAlgorithm, verification.VerificationError) as refusal:
        refuse(refusal)
    except UNREADABLE as unreadable:
        refuse(unreadable)


def refuse(reason):
    print(f"{type(reason).__name__}: {reason}")
    sys.exit(REFUSED)


def parse(file):
    certificate = read(file)
    print("subject:", certificate.subject.rfc4514_string())
    print("issuer:", certificate.issuer.rfc4514_string())
    print("serial:", format(certificate.serial_number, "x"))
    print("not before:", certificate.not_valid_before_utc.isoformat())
    print("not after:", certificate.not_valid_after_utc.isoformat())
    print("signature:", certificate.signature_algorithm_oid.dotted_string)
    print("key:", type(certificate.public_key()).__name__)
    for extension in certificate.extensions:
        critical = "critical" if extension.critical else "not critical"
        print(f"extension: {extension.oid.dotted_string} {critical} {extension.value}")


def request(file):
    with open(file, "rb") as opened:
        csr = x509.load_pem_x509_csr(opened.read())
    if not csr.is_signature_valid:
        raise Refusal("the signature of the request is not valid")
    print("subject:", csr.subject.rfc4514_string())
    print("extensions:", len(list(csr.extensions)))


def verify(root, issuing, leaf, seconds):
    instant = moment(seconds)
    chain = [read(file) for file in (leaf, issuing, root) if file != "-"]
    for certificate, issuer in zip(chain, [*chain[1:], chain[-1]]):
        certificate.verify_directly_issued_by(issuer)
        within_window(certificate, instant)
        if certificate is not chain[0]:
            is_an_authority(certificate)
    print(f"accepted, {len(chain)} certificates")


def path(root, issuing, leaf, seconds, purpose):
    certificate = read(leaf)
    builder = verification.PolicyBuilder().store(verification.Store([read(root)])).time(moment(seconds))
    if purpose == "client":
        verifier = builder.build_client_verifier()
    else:
        verifier = builder.build_server_verifier(first_host(certificate))
    verifier.verify(certificate, [read(issuing)] if issuing != "-" else [])
    print("accepted for", purpose)


def within_window(certificate, instant):
    if instant < certificate.not_valid_before_utc:
        raise Refusal(f"not valid before {certificate.not_valid_before_utc}: {certificate.subject.rfc4514_string()}")
    if instant > certificate.not_valid_after_utc:
        raise Refusal(f"expired at {certificate.not_valid_after_utc}: {certificate.subject.rfc4514_string()}")


def is_an_authority(certificate):
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound as absent:
        raise Refusal(f"an issuer without {absent.oid}") from absent
    if not (basic.ca and usage.key_cert_sign):
        raise Refusal(f"not a certificate authority: {certificate.subject.rfc4514_string()}")


def first_host(certificate):
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    hosts = [name for name in names if isinstance(name, (x509.DNSName, x509.IPAddress))]
    if not hosts:
        raise Refusal("no DNS name and no address to judge a server by")
    return hosts[0]


def moment(seconds):
    return datetime.now(timezone.utc) if seconds == "-" else datetime.fromtimestamp(int(seconds), timezone.utc)


def read(file):
    with open(file, "rb") as opened:
        return x509.load_pem_x509_certificate(opened.read())


if __name__ == "__main__":
    main(sys.argv[1:])
