"""A standalone Spark cluster of this machine for the scripts beside it: processes on loopback, small and stopped at the end."""
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
CLAIMBENCH = shlex.split(os.environ.get("CLAIMBENCH", str(HERE.parent / "claimbench")))
# What `spark/check` copies, unless there is a Spark already.
SPARK = re.search("<spark.version>(.*)<", (HERE / "pom.xml").read_text()).group(1)
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "claimbench"
SPARK_HOME = pathlib.Path(os.environ.get("SPARK_HOME", CACHE / f"spark-{SPARK}"))
JAR = HERE / "target/claimbench-spark.jar"
if not (SPARK_HOME / "jars").is_dir() or not JAR.is_file():
    sys.exit(f"{SPARK_HOME}/jars or {JAR} is not there: spark/check makes both")
# Little memory, and no second compiler: all of this shares one small machine.
SMALL = os.environ.get("CLAIMBENCH_SPARK_JAVA", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# What Spark's own scripts add for Java 17.
OPENS = (
    "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent"
    " java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar"
)


# What ends a script ends its processes too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def java(memory, *arguments):
    command = ["java", f"-Xmx{memory}", *SMALL.split(), "-XX:+IgnoreUnrecognizedVMOptions"]
    command += ["--add-modules=jdk.incubator.vector", "-Djdk.reflect.useDirectMethodHandle=false"]
    command += [f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in OPENS.split()]
    command += [f"-Dlog4j2.configurationFile={HERE}/log4j2.properties", "-cp", f"{SPARK_HOME}/jars/*"]
    return command + list(arguments)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def listens(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


class Cluster:
    """Everything is in one folder, with a log for each process."""

    def __init__(self, name, calls, concurrency, host="127.0.0.1", cores=1, model=None):
        self.work = HERE / "target" / name
        self.name = name
        self.concurrency = concurrency
        self.tasks = ("extract", "verify") if model else ("verify",)
        self.cores = cores  # of each of two executors
        self.processes = []
        # A folder of jars says no version of Scala. Without git, the commit is not in the manifest: it may change meanwhile.
        self.environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(SPARK_HOME), "SPARK_SCALA_VERSION": "2.13", "GIT_CEILING_DIRECTORIES": str(HERE / "target")}
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.port = free_port()
        self.model = model or f"openai/stand-in@http://{host}:{self.port}/v1"
        subprocess.run([sys.executable, HERE.parent / "docs/benchmarks/scale.py", str(calls), "data"], cwd=self.work, check=True)
        (self.work / "plan.yaml").write_text(
            f'version: 1\nmodel: {self.model}\nrevision: "1"\nseeds: data/seeds\ngold: data/eval\ntasks: [{", ".join(self.tasks)}]\n'
            f"concurrency: {concurrency}\ntries: 2\n"
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for process in self.processes:
            if process.poll() is None:
                process.kill()

    def fail(self, what):
        sys.exit(f"{self.name}: {what}; logs are in {self.work}")

    def start(self, name, command, environment=None):
        with open(self.work / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                list(map(str, command)), cwd=self.work, env={**self.environment, **(environment or {})}, stdout=log, stderr=log
            )
        self.processes.append(process)
        return process

    def wait_for(self, what, condition, seconds=900):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                self.fail(f"waited {seconds} s for {what}")
            time.sleep(0.05)

    def stand_in(self, millis):
        process = self.start("stand-in", [sys.executable, HERE / "stand-in", self.port, millis])
        self.wait_for("the stand-in", lambda: listens(self.port))
        return process

    def asked(self):
        return json.load(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/counts", timeout=60))["asked"]

    def master(self):
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        options = ["--host", "127.0.0.1", "--port", port, "--webui-port", "0"]
        self.start("master", java("160m", "org.apache.spark.deploy.master.Master", *options))
        self.wait_for("the master", lambda: listens(port))

    def worker(self, number, environment=None):
        options = ["--host", "127.0.0.1", "--cores", self.cores, "--memory", "512m", "--webui-port", "0", "--work-dir", self.work / "work", self.url]
        return self.start(f"worker-{number}", java("160m", "org.apache.spark.deploy.worker.Worker", *options), environment)

    def executors(self, worker):
        """Ids of the processes that a worker has started."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # has ended meanwhile
            if int(fields[1]) == worker.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return found

    def submit(self, out, environment=None, run=None, more=None):
        settings = {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.cores.max": 2 * self.cores,
            "spark.executor.cores": self.cores,
            "spark.executor.memory": "512m",
            "spark.executor.extraJavaOptions": SMALL,
            # Both executors have their part of the calls in flight, however slowly they start here.
            "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
            # That no executor is left is known after seconds and not after half a minute.
            "spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout": "3s",
            **(more or {}),
        }
        words = [w for key, value in settings.items() for w in ("--conf", f"{key}={value}")]
        words += ["--master", self.url, "--class", "dev.claimbench.spark.ClaimbenchJob", *words]
        # A log for each job: what an earlier one has said must not count for this one.
        last = self.work / "driver.log"
        if last.exists():
            last.rename(self.work / f"driver-{len(list(self.work.glob('driver-*.log'))) + 1}.log")
        words += [JAR, "--plan", "plan.yaml", "--out", out, *(["--run", run] if run else [])]
        return self.start("driver", java("512m", "org.apache.spark.deploy.SparkSubmit", *words), environment)

    def log(self, name):
        return (self.work / f"{name}.log").read_text()

    def claimbench(self, *words, environment=None):
        done = subprocess.run(
            [*CLAIMBENCH, *map(str, words)], cwd=self.work, env={**self.environment, **(environment or {})}, capture_output=True, text=True
        )
        if done.returncode != 0:
            self.fail(f"claimbench {words[0]}: exit {done.returncode}: {done.stderr[-500:]}")

    def one_process(self, environment=None):
        """The bytes of scores.json of a run without Spark."""
        words = ["run", "--model", self.model, "--revision", "1", "--seeds", "data/seeds", "--gold", "data/eval"]
        words += [w for task in self.tasks for w in ("--task", task)]
        words += ["--all", "--no-cache", "--concurrency", self.concurrency, "--out", "one"]
        self.claimbench(*words, environment=environment)
        return self.scores("one")

    def scores(self, folder):
        """What the driver wrote, or `claimbench run`."""
        return (self.work / folder / "scores.json").read_bytes()

    def scored_again(self, folder):
        self.claimbench("score", folder)
        return self.scores(folder)
