#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Makes trading_data/ from a recorded Binance feed: one gzip file of JSON lines for each minute of trades.

Usage: make_trading_data.py <feed.jsonl.gz>...

The trades are real: Binance spot BTCUSDT from 2024-08-08 23:54:14 to 2024-08-09 00:05:05 UTC, with a gap of 2 s between
the two recordings. The feed files come from https://github.com/nkaz001/hftbacktest at commit 5f3ec40 (MIT licence),
examples/spot/btcusdt_20240808.gz and btcusdt_20240809.gz; the market data itself is Binance's.

A line of a feed is `<local receive time in ns> <message>`. Only messages of the stream btcusdt@trade are kept:

    {"dt": "2024-08-08 23:54:15.342", "amount": 2000, "price": 61837.63}

dt is the exchange's time of the trade in UTC, amount the quantity in lots of 0.00001 BTC (the smallest that is traded),
price is in USDT for one BTC. The order is that of the feed. The same input gives the same bytes.
"""

import datetime
import decimal
import gzip
import json
import pathlib
import sys

LOTS_PER_BTC = 100_000


def trades(feed):
    """Gives (minute, line) for each trade of a feed file."""
    with gzip.open(feed, "rt", encoding="utf-8") as lines:
        for line in lines:
            message = json.loads(line.split(" ", 1)[1])
            if message.get("stream") != "btcusdt@trade":
                continue
            trade = message["data"]
            milliseconds = trade["T"]
            at = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.timezone.utc)
            lots = decimal.Decimal(trade["q"]) * LOTS_PER_BTC
            if lots != int(lots):
                sys.exit(f"{feed}: {trade['q']} BTC are not whole lots")
            price = decimal.Decimal(trade["p"]).normalize()
            dt = f"{at:%Y-%m-%d %H:%M:%S}.{milliseconds % 1000:03}"
            yield f"{at:%Y-%m-%dT%H-%M}", f'{{"dt": "{dt}", "amount": {int(lots)}, "price": {price:f}}}\n'


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    minutes = {}
    for feed in sys.argv[1:]:
        for minute, line in trades(feed):
            minutes.setdefault(minute, []).append(line)

    folder = pathlib.Path(__file__).parent / "trading_data"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json.gz"):
        old.unlink()
    for minute, lines in minutes.items():
        text = "".join(lines).encode()
        (folder / f"{minute}.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
        print(f"{minute}: {len(lines)} trades")


main()
