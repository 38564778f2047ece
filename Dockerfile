# The browser and the fonts that the pictures are drawn with, the same wherever the check is run: `.ci/night` builds this
# once for each content of Dockerfile, constraints.txt and pyproject.toml. Debian keeps only the newest versions; when one
# named here is gone the build says so, and a newer one is a new environment, whose pictures are approved anew.
FROM python:3.13-slim-bookworm

ARG CHROMIUM=156.0.8078.79-1~deb12u1
ARG LIBERATION=1:1.07.4-11
ARG NOTO=20201225-1
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      "chromium-headless-shell=$CHROMIUM" "fonts-liberation=$LIBERATION" "fonts-noto-core=$NOTO" fontconfig tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && fc-cache --force

# Dependencies alone: the project itself is mounted, as it is, at /work.
WORKDIR /opt/guidevakt
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
      > needed.txt \
 && pip install --no-cache-dir --constraint constraints.txt --requirement needed.txt

ENV PYTHONPATH=/work PYTHONDONTWRITEBYTECODE=1 TZ=Europe/Stockholm
WORKDIR /work
ENTRYPOINT ["python", "-m", "guidevakt"]
