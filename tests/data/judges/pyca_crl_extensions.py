"""Reads a CRL in DER with pyca/cryptography and prints its extensions, one a line.

    pyca_crl_extensions.py CRL

Exit status 0 is read, 3 is refused with the reason on standard output; anything else means that the judge itself
broke.
"""

import sys

from cryptography import x509

REFUSED = 3


def main(file):
    with open(file, "rb") as opened:
        octets = opened.read()
    try:
        for extension in x509.load_der_x509_crl(octets).extensions:
            critical = "critical" if extension.critical else "not critical"
            print(f"extension: {extension.oid.dotted_string} {critical} {extension.value}")
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as unreadable:
        print(f"{type(unreadable).__name__}: {unreadable}")
        sys.exit(REFUSED)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
