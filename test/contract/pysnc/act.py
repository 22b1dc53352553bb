# PySNC as a child process: reads one JSON object a line (what to do), writes one JSON object a line (what PySNC made of it).
import json
import sys

from pysnc import ServiceNowClient
from requests import Session
from requests.adapters import HTTPAdapter


class Plain(HTTPAdapter):
    """PySNC takes only https; the stand-in is on this machine, and speaks http."""

    def send(self, request, **more):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **more)


url, token = json.loads(sys.stdin.readline())
session = Session()
session.mount("https://", Plain())
session.headers["Authorization"] = f"Bearer {token}"
# Each refusal is seen as it is: nothing is sent again.
client = ServiceNowClient(url.replace("http://", "https://", 1), session, auto_retry=False)


def record(asked, **more):
    return client.GlideRecord(asked["table"], **more)


def fill(gr, values):
    for name, value in values.items():
        gr.set_value(name, value)


def insert(asked):
    gr = record(asked)
    gr.initialize()
    fill(gr, asked["values"])
    gr.insert()
    return gr.serialize()


def get(asked):
    gr = record(asked)
    return gr.serialize(display_value=asked.get("display", False)) if gr.get(asked["id"]) else None


def update(asked):
    gr = record(asked)
    if not gr.get(asked["id"]):
        return None
    fill(gr, asked["values"])
    gr.update()
    return gr.serialize()


def find(asked):
    gr = record(asked, batch_size=asked.get("batch", 100))
    gr.fields = asked["fields"]
    for condition in asked["where"]:
        gr.add_query(*condition)
    gr.order_by(asked["order"])
    gr.query()
    return {"total": gr.get_row_count(), "rows": [one.serialize() for one in gr]}


def attach(asked):
    gr = record(asked)
    gr.get(asked["id"])
    gr.add_attachment(asked["name"], asked["content"].encode(), content_type="text/plain")
    return [{"name": str(one.file_name), "content": one.read().decode()} for one in gr.get_attachments()]


acts = {"insert": insert, "get": get, "update": update, "find": find, "attach": attach}
for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = {"gives": acts[asked["do"]](asked)}
    except Exception as error:
        answer = {"raises": type(error).__name__, "saying": str(error)}
    print(json.dumps(answer), flush=True)
