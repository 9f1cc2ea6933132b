# docker build -t claimbench .
# docker run --rm -v claimbench-models:/models -v "$PWD:/work" --user "$(id -u):$(id -g)" claimbench run --out runs/first
# docs/DOCKER.md says more.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN tools/dist --folder && mv target/dist/claimbench-* /opt/claimbench

FROM eclipse-temurin:17-jre
# Any user may run it and keep models, such as the one that owns the folder of the runs.
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin claimbench && \
    install -d -m 1777 /models && \
    install -d -o claimbench /work
COPY --from=build /opt/claimbench /opt/claimbench
# The first start makes an archive of classes that shortens all others.
RUN /opt/claimbench/claimbench --version
ENV CLAIMBENCH_COMMAND=claimbench \
    XDG_CACHE_HOME=/models \
    DJL_CACHE_DIR=/models/djl \
    HOME=/tmp \
    LC_ALL=C.UTF-8
VOLUME /models
WORKDIR /work
USER claimbench
ENTRYPOINT ["/opt/claimbench/claimbench"]
CMD ["--help"]
