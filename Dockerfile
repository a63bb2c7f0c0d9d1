# Two stages: wheels are fetched in the first, the second holds the app alone and runs as a user without rights.
FROM python:3.13-slim AS build
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STUDYAPP_DATA=/data STUDYAPP_LOG_FORMAT=json
RUN useradd --system --uid 10001 --home-dir /data study && mkdir /data && chown study /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY content content
COPY static static
COPY templates templates
COPY studyapp studyapp
# The content is checked and the static files are collected here, so that a broken bank never becomes an image.
RUN STUDYAPP_DATA=/tmp/build python manage.py check_content \
    && STUDYAPP_DATA=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build
USER study
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["sh", "-c", "python manage.py migrate --noinput --verbosity 0 && exec python manage.py serve --host 0.0.0.0 --port 8000"]
