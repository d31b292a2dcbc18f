"""A workbook's zip, taken apart within limits and put together again, so that its reader meets no bomb."""

from __future__ import annotations

import io
import zipfile
import zlib

from gkgen.findings import Text, UsageError

MOST_PARTS = 2_000
MIB = 1 << 20
PART_LIMIT = 50 * MIB
WHOLE_LIMIT = 200 * MIB
MOST_TIMES = 200
"""How many times larger than in the zip a part may be."""
CHUNK = 1 << 16


def parts_of(content: bytes, file: str) -> dict[str, bytes]:
    """The parts by name. What is too many, too large or too tightly packed raises UsageError, unread.

    The sizes that the zip claims are looked at first, and while unpacking what really comes out is counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [each for each in archive.infolist() if not each.is_dir()]
            _refuse_bomb(infos, file)
            return {each.filename: _unpacked(archive, each, file) for each in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as failure:
        raise _damaged(file) from failure


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """A zip of the parts, uncompressed: what its reader takes out is what was counted."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    whole.seek(0)
    return whole


def _refuse_bomb(infos: list[zipfile.ZipInfo], file: str) -> None:
    if len(infos) > MOST_PARTS:
        raise _bomb(file, Text(f"有 {len(infos)} 个部分", f"it has {len(infos)} parts"))
    if len({each.filename for each in infos}) < len(infos):
        raise _damaged(file)
    if sum(each.file_size for each in infos) > WHOLE_LIMIT:
        raise _bomb(file, Text("解开后超过 200 MiB", "it unpacks to more than 200 MiB"))
    for each in infos:
        if each.file_size > PART_LIMIT:
            raise _bomb(file, Text(f"{each.filename} 超过 50 MiB", f"{each.filename} is larger than 50 MiB"))
        if each.file_size > MOST_TIMES * max(each.compress_size, 1):
            said = Text(
                f"{each.filename} 压缩了 200 倍以上", f"{each.filename} is packed more than 200 times"
            )
            raise _bomb(file, said)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> bytes:
    kept = bytearray()
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            kept += chunk
            if len(kept) > info.file_size:
                raise _damaged(file)
    return bytes(kept)


def _bomb(file: str, said: Text) -> UsageError:
    return UsageError(
        Text(
            f"“{file}”没有打开：{said.zh}，像是压缩炸弹。在 Excel 里另存一份，或者拆开再导入",
            f"“{file}” was not opened: {said.en}, like a zip bomb. Save it anew in Excel, or split it",
        )
    )


def _damaged(file: str) -> UsageError:
    return UsageError(
        Text(
            f"“{file}”打不开：文件损坏、加了密码，或者不是 xlsx。在 Excel 里另存为 xlsx 再导入",
            f"“{file}” can't be opened: it is damaged, has a password or is no xlsx. Save it as xlsx in Excel",
        )
    )
