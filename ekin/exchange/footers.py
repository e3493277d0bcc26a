"""Rows below a header that are no data: totals, footers, numbered columns, headers printed again."""

from __future__ import annotations

import re

from ekin.exchange.cells import fold_name, parse_text
from ekin.exchange.headers import Header

_FOOTER = re.compile(r"((sub|grand) ?)?(jumlah|total)|rata rata|catatan|keterangan|mengetahui|dicetak|ditarik|sumber")
_LONGEST_COLUMN_NUMBER = 5  # "(12)" and a space


def is_footer(row: list[object], header: Header) -> bool:
    """Tell whether a row holds no data.

    A row with all its anchors filled is data, unless it repeats the header or numbers the columns 1, 2, 3...
    """
    anchors = [header.matches[name].at for name in header.table.anchors if name in header.matches]
    filled = sum(at < len(row) and row[at] != "" for at in anchors)
    first = row[anchors[0]] if anchors and anchors[0] < len(row) else ""
    if filled == len(anchors) and len(str(first)) > _LONGEST_COLUMN_NUMBER and first != header.names[anchors[0]]:
        return False
    texts = [(at, text) for at, value in enumerate(row) if value != "" and (text := parse_text(value)[0])]
    if not texts:
        return False
    if all(at < len(header.names) and text == header.names[at] for at, text in texts):
        return True
    if len(texts) > 2 and [text.strip("( )") for _, text in texts] == [str(number + 1) for number in range(len(texts))]:
        return True
    lonely = len(texts) == 1 and texts[0][0] not in {match.at for match in header.matches.values()}
    return filled < len(anchors) and (lonely or bool(_FOOTER.match(fold_name(texts[0][1]))))
