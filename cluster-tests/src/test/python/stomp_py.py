"""The steps of ThirdPartyIT, for stomp.py. Each is told by a line of JSON on stdout, as in steps.js."""

import json
import os
import queue
import signal
import time
from urllib.parse import urlsplit

import stomp

MESSAGES = 20
RECEIVER_URL = os.environ["RECEIVER_URL"]
RECEIVER = os.environ["RECEIVER"]
PASSWORD = os.environ["PASSWORD"]
SENDER_URL = os.environ["SENDER_URL"]
SENDER_TOKEN = os.environ["SENDER_TOKEN"]


class Refused(Exception):
    pass


def receipt_of(text):
    return text.split(" ")[0]


class Session(stomp.ConnectionListener):
    """One connection. What comes waits in queues."""

    def __init__(self, url, login=None, passcode=None, headers=None):
        at = urlsplit(url)
        self.connected = None
        self.refused = None
        self.messages = queue.Queue()
        self.receipts = queue.Queue()
        self.ends = queue.Queue()
        self.connection = stomp.Connection12([(at.hostname, at.port)], reconnect_attempts_max=1)
        self.connection.set_listener("session", self)
        try:
            self.connection.connect(login, passcode, wait=True, headers=headers)
        except stomp.exception.ConnectFailedException:
            if self.refused is None:
                raise
            self.ends.get()
            raise Refused(self.refused) from None

    def on_connected(self, frame):
        self.connected = "STOMP {version} on {pod}".format(**frame.headers)

    def on_message(self, frame):
        self.messages.put(frame)

    def on_receipt(self, frame):
        self.receipts.put(frame.headers["receipt-id"])

    def on_error(self, frame):
        self.refused = frame.headers["message"]

    def on_disconnected(self):
        self.ends.put("disconnected")

    def subscribe(self, ack):
        self.connection.subscribe("/user/queue/messages", id="1", ack=ack)

    def send(self, text):
        body = json.dumps({"receiver_id": RECEIVER, "payload": text})
        self.connection.send("/app/messages", body, receipt=receipt_of(text))

    def await_receipts(self, expected):
        missing = set(expected)
        while missing:
            missing.discard(self.receipts.get())


def step(name, work, seconds=20):
    def too_late(*_):
        raise TimeoutError(f"nothing within {seconds} s")

    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(seconds)
    try:
        tell(name, True, work())
    except Exception as failure:
        tell(name, False, f"{type(failure).__name__}: {failure}")
        os._exit(1)
    finally:
        signal.alarm(0)


def tell(name, ok, saw):
    print(json.dumps({"step": name, "ok": ok, "saw": saw}), flush=True)


def milliseconds_since(begin):
    return round((time.monotonic() - begin) * 1000)


def refused():
    begin = time.monotonic()
    try:
        Session(RECEIVER_URL, RECEIVER, "wrong")
    except Refused as error:
        return f"ERROR: {error}; ended in {milliseconds_since(begin)} ms"
    raise AssertionError("let in with a wrong password")


def in_order(session, texts):
    frames = [session.messages.get() for _ in texts]
    got = [json.loads(frame.body)["payload"] for frame in frames]
    if got != texts:
        raise AssertionError(f"got {[text[:100] for text in got]}")
    return frames


def until_connected():
    while True:
        try:
            return Session(RECEIVER_URL, RECEIVER, PASSWORD)
        # The second, if the connection ends while the library writes.
        except (stomp.exception.StompException, OSError):
            time.sleep(0.3)


def main():
    # The last one has 60 KB of UTF-8.
    texts = [f"{i} {'✓' * (1 if i < MESSAGES - 1 else 20_000)}" for i in range(MESSAGES)]
    receiver = sender = None
    frames = []

    def password():
        nonlocal receiver
        receiver = Session(RECEIVER_URL, RECEIVER, PASSWORD)
        return receiver.connected

    def token():
        nonlocal sender
        sender = Session(SENDER_URL, headers={"Authorization": f"Bearer {SENDER_TOKEN}"})
        return sender.connected

    def receipts():
        receiver.subscribe("client-individual")
        for text in texts:
            sender.send(text)
        sender.await_receipts(map(receipt_of, texts))
        return str(MESSAGES)

    def order():
        frames.extend(in_order(receiver, texts))
        return str(MESSAGES)

    def acks():
        ids = [frame.headers["ack"] for frame in frames]
        for ack in ids:
            receiver.connection.ack(ack, receipt=ack)
        receiver.await_receipts(ids)
        return str(MESSAGES)

    def sent_meanwhile():
        sender.send("meanwhile")
        sender.await_receipts(["meanwhile"])
        return "1"

    def back():
        nonlocal receiver
        begin = time.monotonic()
        receiver = until_connected()
        return f"by a new connect in {milliseconds_since(begin)} ms"

    def caught_up():
        receiver.subscribe("auto")
        in_order(receiver, ["meanwhile"])
        return "1"

    step("VERSION", lambda: ".".join(map(str, stomp.__version__)))
    step("REFUSED", refused)
    step("PASSWORD", password)
    step("TOKEN", token)
    step("RECEIPTS", receipts)
    step("IN_ORDER", order)
    step("ACKS", acks)
    # The pod of the receiver is stopped when all clients are here.
    step("CLOSED", lambda: receiver.ends.get(), 120)
    step("SENT_MEANWHILE", sent_meanwhile)
    step("BACK", back, 90)
    step("CAUGHT_UP", caught_up)
    os._exit(0)


main()
