"""A picture: the position and the camera that its EXIF tells. Its pixels aren't looked at. [pillow lives here, and only here]"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from typing import IO

from PIL import ExifTags, Image, UnidentifiedImageError

from gkgen.attachments.looked import Refused, Trace

_TOO_MANY = "像素太多"
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_SERIALS = (0xA431, 0xA435, 0xC62F)
"""BodySerialNumber, LensSerialNumber, CameraSerialNumber."""
# What a header that is cut short or lies makes pillow raise.
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error)


def traces(source: IO[bytes]) -> Iterator[Trace]:
    """Raises `Refused` for a picture that can't be opened, or that has more than 179 million pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=_FORMATS) as picture:
                exif = picture.getexif()
                position = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
                camera = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
                packet = picture.info.get("xmp", b"")
    except Image.DecompressionBombError as failure:
        raise Refused(Trace("partly", _TOO_MANY)) from failure
    except _BROKEN as failure:
        raise Refused(Trace("damaged")) from failure
    written = packet if isinstance(packet, bytes) else str(packet).encode()
    latitude = ExifTags.GPS.GPSLatitude in position or b"exif:GPSLatitude" in written
    yield Trace("position", "", int(latitude))
    yield Trace("camera", "", int(any(camera.get(serial) for serial in _SERIALS)))
