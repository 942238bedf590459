"""An independent openpi peer: standard library sockets, numpy and msgpack, frames packed as openpi's client packs them.

    openpi_peer.py CASE PORT [ARGUMENT]     one case of the tests; prints a line per check, exits 0 when all hold
"""
import base64
import hashlib
import json
import os
import socket
import struct
import sys

import msgpack
import numpy as np

REASON = b"Internal server error. Traceback included in previous frame."
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


# --- openpi's packing ---------------------------------------------------------------------------------------------------

def pack_array(obj):
    if isinstance(obj, (np.ndarray, np.generic)) and obj.dtype.kind in ("V", "O", "c"):
        raise ValueError(f"unsupported dtype {obj.dtype}")
    if isinstance(obj, np.ndarray):
        return {b"__ndarray__": True, b"data": obj.tobytes(), b"dtype": obj.dtype.str, b"shape": obj.shape}
    if isinstance(obj, np.generic):
        return {b"__npgeneric__": True, b"data": obj.item(), b"dtype": obj.dtype.str}
    return obj


def unpack_array(obj):
    if b"__ndarray__" in obj:
        return np.ndarray(buffer=obj[b"data"], dtype=np.dtype(obj[b"dtype"]), shape=obj[b"shape"])
    if b"__npgeneric__" in obj:
        return np.dtype(obj[b"dtype"]).type(obj[b"data"])
    return obj


def pack(obj):
    return msgpack.packb(obj, default=pack_array)


def unpack(data):
    return msgpack.unpackb(data, object_hook=unpack_array)


# --- a WebSocket --------------------------------------------------------------------------------------------------------

class Socket:
    def __init__(self, port, headers=(), path="/"):
        self.tcp = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits", *headers, "", ""]
        self.tcp.sendall("\r\n".join(lines).encode())
        head = b""
        while b"\r\n\r\n" not in head:
            more = self.tcp.recv(4096)
            if not more:
                break
            head += more
        head, _, self.rest = head.partition(b"\r\n\r\n")
        self.status = int(head.split()[1])
        self.head = head.decode().lower()
        if self.status == 101:
            accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
            assert f"sec-websocket-accept: {accept}".lower() in self.head, self.head
            assert "permessage-deflate" not in self.head, "compression was not asked for"

    def frame(self, opcode, payload, fin=True, mask=True):
        length = len(payload)
        head = bytes([(0x80 if fin else 0) | opcode])
        bit = 0x80 if mask else 0
        if length < 126:
            head += bytes([bit | length])
        elif length < 1 << 16:
            head += bytes([bit | 126]) + struct.pack(">H", length)
        else:
            head += bytes([bit | 127]) + struct.pack(">Q", length)
        if not mask:
            return head + payload
        key = os.urandom(4)
        masked = np.frombuffer(payload, np.uint8) ^ np.resize(np.frombuffer(key, np.uint8), length)
        return head + key + masked.tobytes()

    def send(self, payload, opcode=BINARY):
        self.tcp.sendall(self.frame(opcode, payload))

    def exactly(self, count):
        while len(self.rest) < count:
            more = self.tcp.recv(1 << 16)
            if not more:
                raise EOFError("the server closed the connection")
            self.rest += more
        out, self.rest = self.rest[:count], self.rest[count:]
        return out

    def receive(self):
        """One frame: opcode and payload."""
        first, second = self.exactly(2)
        assert first & 0x70 == 0, "reserved bits"
        assert second & 0x80 == 0, "a server does not mask"
        length = second & 0x7F
        if length == 126:
            length = struct.unpack(">H", self.exactly(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self.exactly(8))[0]
        payload = self.exactly(length)
        while not first & 0x80:
            first, more = self.receive_part()
            payload += more
        return first & 0x0F if first & 0x0F else BINARY, payload

    def receive_part(self):
        first, second = self.exactly(2)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack(">H", self.exactly(2))[0]
        elif length == 127:
            length = struct.unpack(">Q", self.exactly(8))[0]
        return first, self.exactly(length)

    def infer(self, obs):
        self.send(pack(obs))
        opcode, payload = self.receive()
        assert opcode == BINARY, payload
        return unpack(payload)

    def close(self):
        self.tcp.close()


def connect(port, headers=()):
    """Connects; the first frame is the metadata."""
    ws = Socket(port, headers)
    assert ws.status == 101, ws.status
    opcode, payload = ws.receive()
    assert opcode == BINARY
    return ws, unpack(payload)


def get(port, path, headers=()):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as tcp:
        tcp.sendall("\r\n".join([f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]).encode())
        data = b""
        while more := tcp.recv(4096):
            data += more
    head, _, body = data.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def told(ws, what):
    """The 1011 path: a text frame with the message, then the very close frame."""
    opcode, payload = ws.receive()
    assert opcode == TEXT, (what, opcode)
    opcode, close = ws.receive()
    assert opcode == CLOSE, (what, opcode)
    assert close == struct.pack(">H", 1011) + REASON, (what, close)
    text = payload.decode()
    assert text, what
    ws.send(close[:2], CLOSE)
    try:
        assert ws.rest == b"" and ws.tcp.recv(1) == b"", "after the close frame comes nothing"
    except ConnectionResetError:
        raise AssertionError(f"{what}: reset instead of a close")
    return text


# --- the cases ----------------------------------------------------------------------------------------------------------

def arrays():
    """Every dtype, rank 0 to 4, byte order and layout, and the values that are lost first."""
    dtypes = ["b1"] + [f"{k}{s}" for k in "iu" for s in (1, 2, 4, 8)] + ["f2", "f4", "f8"]
    shapes = [(), (1,), (7,), (3, 5), (2, 3, 4), (2, 1, 3, 2), (0,), (3, 0, 2)]
    rng = np.random.default_rng(5)
    for name in dtypes:
        for order in "<>=":
            dtype = np.dtype(name).newbyteorder(order)
            for shape in shapes:
                raw = rng.integers(0, 256, int(np.prod(shape)) * dtype.itemsize, dtype=np.uint8).tobytes()
                if dtype.kind == "b":
                    raw = bytes(b & 1 for b in raw)
                yield f"{dtype.str} {shape}", np.frombuffer(raw, dtype).reshape(shape)
                if len(shape) > 1:
                    fortran = np.asfortranarray(np.frombuffer(raw, dtype).reshape(shape))
                    yield f"{dtype.str} {shape} fortran", np.ascontiguousarray(fortran)
                    yield f"{dtype.str} {shape} strided", np.frombuffer(raw, dtype).reshape(shape)[::2]


def same(a, b):
    little = a.astype(a.dtype.newbyteorder("<"))
    return (isinstance(b, np.ndarray) and b.dtype.str == little.dtype.str and b.shape == a.shape
            and b.tobytes() == little.tobytes())


def roundtrip(port, _):
    ws, metadata = connect(port)
    assert metadata["name"] == "echo", metadata
    count = 0
    for name, array in arrays():
        back = ws.infer({"x": array})["echo"]["x"]
        assert same(array, back), (name, back)
        count += 1
    scalars = [np.bool_(True), np.int8(-128), np.int16(-2), np.int32(-2**31), np.int64(-2**63), np.uint8(255), np.uint16(65535),
               np.uint32(2**32 - 1), np.uint64(2**64 - 1), np.uint64(3), np.float16(0.1), np.float32(0.1), np.float32(np.inf)]
    for scalar in scalars:
        back = ws.infer({"x": scalar})["echo"]["x"]
        assert type(back) is type(scalar) and back == scalar, (scalar, type(back), back)
        count += 1
    whole = {
        "observation/image": np.arange(24 * 32 * 3, dtype=np.uint8).reshape(24, 32, 3), "prompt": "die Tasse, bitte \u2615",
        "bytes": b"\x00\xff", "none": None, "yes": True, "ints": [0, -1, 127, 128, -129, 65536, 2**40, -(2**63), 2**64 - 1],
        "floats": [0.1, -0.0, 1e300, float("inf")], "images": {"cam_high": np.zeros((3, 4, 5), np.uint8), "deep": {"er": [[], {}]}},
        "state": np.linspace(0, 1, 14), "long": "x" * 70000,
    }
    packed = pack(whole)
    # The same bytes inside the answer: our packing is that of msgpack and openpi, not only readable by it.
    ws.send(packed)
    opcode, payload = ws.receive()
    assert opcode == BINARY and packed in payload, "repacked otherwise"
    back = unpack(payload)
    assert back["policy_timing"]["infer_ms"] >= 0 and back["server_timing"]["infer_ms"] >= 0
    assert back["server_timing"]["prev_total_ms"] > 0
    # Keys of the array as text, as other packers write them.
    text_keys = {"x": {"__ndarray__": True, "data": np.float32([1, 2]).tobytes(), "dtype": "<f4", "shape": [2]}}
    assert same(np.float32([1, 2]), ws.infer(text_keys)["echo"]["x"])
    # In fragments, with a ping between them.
    body = pack({"x": 1})
    ws.tcp.sendall(ws.frame(BINARY, body[:2], fin=False) + ws.frame(PING, b"hi") + ws.frame(0, body[2:3], fin=False) + ws.frame(0, body[3:]))
    opcode, payload = ws.receive()
    assert (opcode, payload) == (PONG, b"hi"), (opcode, payload)
    assert unpack(ws.receive()[1])["echo"]["x"] == 1
    ws.send(struct.pack(">H", 1000), CLOSE)
    opcode, payload = ws.receive()
    assert opcode == CLOSE and payload[:2] == struct.pack(">H", 1000), payload
    fresh, _ = connect(port)
    assert "prev_total_ms" not in fresh.infer({})["server_timing"], "nothing came before the first"
    print(f"{count} arrays and scalars")


def bad_array(**parts):
    whole = {b"__ndarray__": True, b"data": b"\0" * 8, b"dtype": "<f4", b"shape": [2]}
    whole.update({k.encode(): v for k, v in parts.items()})
    return msgpack.packb({"x": whole})


def hostile(port, _):
    """Each of these ends its own connection as openpi does; a second client notices nothing."""
    good, _ = connect(port)
    cases = {
        "no msgpack": b"\xc1", "empty": b"", "not a map": pack([1, 2]), "cut": pack({"x": np.zeros(100)})[:-5], "trailing": pack({}) + b"\0",
        "complex": msgpack.packb({"x": {b"__ndarray__": True, b"data": b"\0" * 8, b"dtype": "<c8", b"shape": [1]}}),
        "object": bad_array(dtype="|O"), "void": bad_array(dtype="|V8"), "text dtype": bad_array(dtype="<U2"),
        "too long": bad_array(shape=[3]), "negative": bad_array(shape=[-1]), "overflow": bad_array(shape=[2**31, 2**31, 4]),
        "overflow to 0": bad_array(shape=[2**32, 2**32]), "huge": bad_array(shape=[2**64 - 1]), "no shape": bad_array(shape=None),
        "no data": bad_array(data=None), "float axes": bad_array(shape=[2.0]), "many axes": bad_array(shape=[1] * 40),
        "claims 4G items": b"\x81\xa1x\xdd\xff\xff\xff\xff", "claims 4G map": b"\xdf\xff\xff\xff\xff", "claims 4G bytes": b"\x81\xa1x\xc6\xff\xff\xff\xff",
        "deep": b"\x81\xa1x" + b"\x91" * 100000 + b"\xc0", "number key": msgpack.packb({1: 2}), "twice": b"\x82\xa1x\x01\xa1x\x02",
        "ext": b"\x81\xa1x\xd4\x05\x00", "not UTF-8": b"\x81\xa1x\xa2\xff\xfe", "many": pack({"x": [0] * 70000}),
        "scalar range": msgpack.packb({"x": {b"__npgeneric__": True, b"data": 300, b"dtype": "|u1"}}),
    }
    for name, payload in cases.items():
        ws = connect(port)[0]
        ws.send(payload)
        print(f"{name}: {told(ws, name)}")
        ws.close()
        assert good.infer({"still": 1})["echo"]["still"] == 1, name
    ws = connect(port)[0]
    ws.send(b"hello", TEXT)
    print("text: " + told(ws, "text frame"))
    # Unmasked, reserved opcode, reserved bits: no WebSocket at all; the server closes or drops, and lives.
    for bad in (lambda s: s.frame(BINARY, pack({}), mask=False), lambda s: b"\x83\x80\0\0\0\0", lambda s: b"\xf2\x80\0\0\0\0", lambda s: os.urandom(64)):
        ws = connect(port)[0]
        ws.tcp.sendall(bad(ws))
        ws.tcp.settimeout(1)  # what looks like the start of a frame is waited for
        try:
            opcode, payload = ws.receive()
            assert opcode in (CLOSE, TEXT), (opcode, payload)
        except (EOFError, OSError):
            pass
        ws.close()
        assert good.infer({"still": 2})["echo"]["still"] == 2
    # Killed in mid-frame, in the handshake, right after it.
    for cut in (3, 7, 400):
        ws = connect(port)[0]
        ws.tcp.sendall(ws.frame(BINARY, pack({"x": np.zeros(200)}))[:cut])
        ws.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        ws.close()
    raw = socket.create_connection(("127.0.0.1", port))
    raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nUpgr")
    raw.close()
    assert good.infer({"still": 3})["echo"]["still"] == 3
    print("alive")


def oversize(port, limit):
    limit = int(limit)
    good, _ = connect(port)
    ws = connect(port)[0]
    ws.send(pack({"x": b"\0" * (limit - 100)}))
    assert ws.receive()[0] == BINARY, "just below the limit"
    try:
        ws.send(b"\0" * (2 * limit))
    except OSError:
        pass
    opcode, payload = ws.receive()
    assert opcode == CLOSE and payload[:2] == struct.pack(">H", 1009), (opcode, payload[:2])
    # A header that claims an exabyte takes nothing but the header.
    ws = connect(port)[0]
    ws.tcp.sendall(bytes([0x82, 0xFF]) + struct.pack(">Q", 1 << 60) + b"abcd")
    assert good.infer({"x": 1})["echo"]["x"] == 1
    print("ok")


def key(port, secret):
    good = f"Authorization: Api-Key {secret}"
    assert connect(port, [good])[0].infer({"x": 1})["echo"]["x"] == 1
    for headers in ([], ["Authorization: Api-Key wrong"], [f"Authorization: Bearer {secret}"], [f"Authorization: Api-Key {secret}x"]):
        assert Socket(port, headers).status == 401, headers
    assert Socket(port, [good, "Origin: http://evil.example"]).status == 403
    assert get(port, "/healthz") == (200, b"OK\n"), get(port, "/healthz")
    assert get(port, "/", [good])[0] == 426
    assert get(port, "/nothing")[0] == 404
    print("ok")


def failing(port, message):
    """The policy throws: exact bytes."""
    ws, _ = connect(port)
    ws.send(pack({"fail": message}))
    text = told(ws, "failing")
    assert text == message, text
    print("ok")


def garbage(port, count):
    """Mutated frames, one connection after the other."""
    good, _ = connect(port)
    rng = np.random.default_rng(11)
    base = pack({"observation/image": np.zeros((8, 8, 3), np.uint8), "state": np.zeros(8), "prompt": "x", "n": np.float32(1)})
    answered = refused = 0
    ws = None
    for i in range(int(count)):
        frame = bytearray(base if i % 3 else rng.bytes(int(rng.integers(0, 300))))
        for _ in range(int(rng.integers(1, 6))):
            if frame:
                frame[int(rng.integers(len(frame)))] = 0xFF if rng.random() < 0.3 else int(rng.integers(256))
        if ws is None:
            ws = connect(port)[0]
        ws.send(bytes(frame))
        opcode, _ = ws.receive()
        if opcode == BINARY:
            answered += 1
        else:
            assert opcode == TEXT
            assert ws.receive() == (CLOSE, struct.pack(">H", 1011) + REASON)
            ws.send(struct.pack(">H", 1011), CLOSE)
            ws.close()
            ws = None
            refused += 1
    assert good.infer({"x": 1})["echo"]["x"] == 1
    print(f"{answered} answered, {refused} refused")


def serve(_, mode):
    """A stock openpi server: metadata, actions from the observation, no batches; tells its port first."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    calls = 0
    while True:
        tcp, _ = listener.accept()
        head = b""
        while b"\r\n\r\n" not in head:
            head += tcp.recv(4096)
        key = next(line.split(b": ")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
        accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        tcp.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")

        def send(opcode, payload):
            length = len(payload)
            tcp.sendall(bytes([0x80 | opcode]) + (bytes([length]) if length < 126 else bytes([126]) + struct.pack(">H", length)) + payload)

        def exactly(count):
            data = b""
            while len(data) < count:
                more = tcp.recv(count - len(data))
                if not more:
                    raise EOFError
                data += more
            return data

        send(BINARY, pack({"reset_pose": np.float64([0, 1]), "batch": True} if mode == "batch" else {"reset_pose": np.float64([0, 1])}))
        try:
            while True:
                first, second = exactly(2)
                length = second & 0x7F
                length = struct.unpack(">H", exactly(2))[0] if length == 126 else struct.unpack(">Q", exactly(8))[0] if length == 127 else length
                mask = exactly(4)
                body = np.frombuffer(exactly(length), np.uint8) ^ np.resize(np.frombuffer(mask, np.uint8), length)
                if first & 0x0F == CLOSE:
                    break
                calls += 1
                if mode == "flaky" and calls % 3 == 1:
                    send(TEXT, b"Traceback (most recent call last): out of memory")
                    send(CLOSE, struct.pack(">H", 1011) + REASON)
                    break
                obs = unpack(body.tobytes())

                def act(o, n):
                    image = o["observation/image"]
                    assert image.dtype == np.uint8 and image.shape == (4, 6, 3), image.shape
                    assert o["prompt"] == "do it", o["prompt"]
                    return np.float64([[n, row, o["observation/state"].sum()] for row in range(5)])

                if "batch" in obs:
                    answer = {"actions": np.stack([act(o, n) for n, o in enumerate(obs["batch"])])}
                else:
                    answer = {"actions": act(obs, calls), "server_timing": {"infer_ms": 1.0}}
                send(BINARY, pack(answer))
        except EOFError:
            pass
        tcp.close()


if __name__ == "__main__":
    case, port = sys.argv[1], int(sys.argv[2])
    globals()[case](port, sys.argv[3] if len(sys.argv) > 3 else None)
