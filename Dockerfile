# One image for web, worker, beat and migrations: `docker compose up` says which process each container becomes.
# Python 3.11 on Debian 12, the pair that the tests run on.

FROM node:20-bookworm-slim AS styles
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/src static/src
COPY static/js static/js
RUN npm run build

FROM python:3.11-slim-bookworm AS installed
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/pipd
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

# The typefaces' subsets stay behind in this stage; only the merged faces go on.
FROM installed AS faces
COPY . .
COPY --from=styles /build/node_modules/@fontsource node_modules/@fontsource
RUN python -m pipd.kit.pdf.fonts

FROM installed
RUN useradd --system --uid 10001 --home-dir /srv/pipd --shell /usr/sbin/nologin pipd
COPY . .
COPY --from=styles /build/static/build static/build
COPY --from=faces /srv/pipd/pipd/kit/pdf/made pipd/kit/pdf/made
# Static files are part of the image: every web container serves the same ones.
RUN python manage.py collectstatic --noinput && chown -R pipd var
ENV PIPD_MODE=production
USER pipd
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=40s --retries=3 \
    CMD ["python", "-I", "pipd/serving/answers.py"]
CMD ["python", "manage.py", "serve", "--only", "web", "--host", "0.0.0.0"]
