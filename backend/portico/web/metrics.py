"""Counts and times for Prometheus. Labels come from short fixed lists, so nobody outside can grow them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portico.tallies import LISTENERS, SPREADS, TALLIES, TIMER_LAG, Spread, Tally
from portico.web import health
from portico.web.requests import work_of

PLACES: Final = frozenset({"graphql", "auth", "documents", "calendar", "healthz", "readyz", "metrics", "assets"})
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "OPTIONS"})


class Metrics:
    """The numbers of one process; `watching(app)` counts its requests, `routes` shows them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter("portico_http_requests", "HTTP requests answered.", ("place", "method", "status"), registry=self.registry)
        self.seconds = Histogram("portico_http_seconds", "Time to answer an HTTP request.", ("place",), registry=self.registry)
        self.sockets = Gauge("portico_websockets", "Open WebSockets.", registry=self.registry)
        self.relay_lag = Gauge("portico_relay_lag_seconds", "Age of the oldest journal entry not yet relayed.", registry=self.registry)
        self.registry.register(_Tallied())

    def watching(self, app: ASGIApp) -> ASGIApp:
        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                await self._count(app, scope, receive, send)
            elif scope["type"] == "websocket":
                with self.sockets.track_inprogress():
                    await app(scope, receive, send)
            else:
                await app(scope, receive, send)

        return watched

    async def _count(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        place, method, begun, status = place_of(scope["path"]), scope["method"], time.perf_counter(), 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await app(scope, receive, counted)
        finally:
            self.requests.labels(place, method if method in METHODS else "other", str(status)).inc()
            self.seconds.labels(place).observe(time.perf_counter() - begun)

    async def show(self, request: Request) -> Response:
        self.relay_lag.set(await health.relay_lag(work_of(request)))
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return (Route("/metrics", self.show, methods=["GET"]),)


class _Tallied(Collector):
    """What the rooms count themselves."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(LISTENERS.name, LISTENERS.words, LISTENERS.count)
        if (late := TIMER_LAG.seconds) is not None:
            yield GaugeMetricFamily(TIMER_LAG.name, TIMER_LAG.words, late)
        yield from map(_counted, TALLIES)
        yield from map(_spread, SPREADS)


def _counted(tally: Tally) -> Metric:
    family = CounterMetricFamily(tally.name, tally.words, labels=tally.labels)
    for values, count in tuple(tally.counts.items()):
        family.add_metric(values, count)
    return family


def _spread(spread: Spread) -> Metric:
    family = HistogramMetricFamily(spread.name, spread.words, labels=spread.labels)
    for values, counts in tuple(spread.counts.items()):
        buckets = list(zip((*map(floatToGoString, spread.bounds), "+Inf"), accumulate(counts), strict=True))
        family.add_metric(values, buckets, spread.sums[values])
    return family


def place_of(path: str) -> str:
    """The first part of an address where it is one of ours; every other address is the dashboard's."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in PLACES else "pages"
