# The browser and the fonts that the pictures are drawn with, the same wherever the check is run: `.ci/night` builds this
# once for each content of Dockerfile, constraints.txt and pyproject.toml. A new browser or font is a new environment,
# whose pictures are approved anew.
FROM python:3.13-slim-bookworm

# Fonts as they stand in Debian 12 for good. The libraries are those that Playwright 1.65 names for Chromium there
# (`nativeDeps`): its own --with-deps would bring seven more fonts, of no fixed version, that pages could be drawn with.
ARG LIBERATION=1:1.07.4-11
ARG NOTO=20201225-1
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      "fonts-liberation=$LIBERATION" "fonts-noto-core=$NOTO" fontconfig tzdata \
      libasound2 libatk-bridge2.0-0 libatk1.0-0 libatspi2.0-0 libcairo2 libcups2 libdbus-1-3 libdrm2 libgbm1 \
      libglib2.0-0 libnspr4 libnss3 libpango-1.0-0 libx11-6 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 \
      libxkbcommon0 libxrandr2 \
 && rm -rf /var/lib/apt/lists/* \
 && fc-cache --force

# Dependencies alone, each by the digest of its file: the project itself is mounted, as it is, at /work.
WORKDIR /opt/guidevakt
COPY constraints.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement constraints.txt

# The browser that belongs to the Playwright of constraints.txt, where it can be fetched for years: Debian's own is gone
# from its archive with the next security fix. It is started once, so that a missing library fails here.
ENV PLAYWRIGHT_BROWSERS_PATH=/opt/browsers
RUN playwright install --only-shell chromium \
 && python -c "from playwright.sync_api import sync_playwright as s; p = s().start(); p.chromium.launch().close(); p.stop()"

ENV PYTHONPATH=/work PYTHONDONTWRITEBYTECODE=1 TZ=Europe/Stockholm
WORKDIR /work
ENTRYPOINT ["python", "-m", "guidevakt"]
