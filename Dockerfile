# The wheel carries the dashboard, so the last stage needs neither Node nor a compiler.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/portico \
    && /opt/portico/bin/pip install --no-cache-dir -r backend/requirements.txt -r backend/requirements-build.txt \
    && /opt/portico/bin/pip wheel --no-cache-dir --no-build-isolation --no-deps --wheel-dir /wheels . \
    && rm -rf /opt/portico \
    && python -m venv /opt/portico \
    && /opt/portico/bin/pip install --no-cache-dir -r backend/requirements.txt \
    && /opt/portico/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.12-slim
# `portico backup` and `restore` of a PostgreSQL are done by its own programs.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --create-home portico
COPY --from=build /opt/portico /opt/portico
# The base image has no byte-code of Python's own modules, and who runs Portico may write none: half a second of every start.
RUN ["/opt/portico/bin/python", "-c", "import portico.app, portico.cli.shell.commands, portico.delivering"]
ENV PATH=/opt/portico/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PORTICO_HOST=0.0.0.0 \
    PORTICO_DATA_DIR=/data \
    PORTICO_PORT=8000
USER portico
WORKDIR /data
VOLUME /data
EXPOSE 8000
# PORTICO_SECRET_KEYS (or PORTICO_SECRET_KEYS_FILE) and PORTICO_BASE_URL have no default here: `serve` says so and stops.
ENTRYPOINT ["portico"]
CMD ["serve"]
