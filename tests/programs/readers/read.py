"""Names every file of a folder in which a private key is found with its certificate."""

import os
import sys

from cryptography.hazmat.primitives.serialization import pkcs12

folder, password = sys.argv[1:]
for name in os.listdir(folder):
    with open(os.path.join(folder, name), "rb") as file:
        octets = file.read()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(octets, password.encode())
    except Exception:  # Each way to refuse a file has an error of its own.
        continue
    if key and certificate:
        print(name)
