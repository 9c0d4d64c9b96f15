"""Opens a ZIP archive under AES with a password, as somebody would who was sent both.

    zip_judge.py FILE PASSWORD

Prints JSON: for each file its name, its text, how strong the encryption is in bits and which version of AE it is.
Exit status 3 is an archive that does not open, with the reason on standard output; anything else but 0 means that the
judge itself broke.
"""

import json
import sys
import zipfile

import pyzipper

REFUSED = 3


def main(file, password):
    try:
        with pyzipper.AESZipFile(file) as archive:
            opened = [entry(archive, info, password.encode()) for info in archive.infolist()]
    except (RuntimeError, zipfile.BadZipFile, pyzipper.BadZipFile) as error:
        print(error)
        sys.exit(REFUSED)
    print(json.dumps(opened))


def entry(archive, info, password):
    text = archive.read(info, password).decode()
    return {"name": info.filename, "text": text, "bits": info.wz_aes_strength * 64 + 64, "version": info.wz_aes_version}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
