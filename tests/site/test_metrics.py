"""/metrics of a real house: the words of Prometheus, for this machine or for a token of that one scope."""

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.counter import until
from tests.running import House


def read(house: House) -> dict[str, float]:
    answer = httpx.get(f"{house.url}/metrics", trust_env=False).raise_for_status()
    families = text_string_to_metric_families(answer.text)
    return {f"{one.name}{sorted(one.labels.values())}": one.value for family in families for one in family.samples}


def test_a_delivery_and_a_page_are_counted_and_the_house_is_measured(house: House):
    house.start()
    door = house.tell("doors", "add", "webhook", "--name", "Tienda", "--secret", "s")[0]
    httpx.post(door["hook_url"], content=b"no", trust_env=False)
    httpx.get(f"{house.url}/status", trust_env=False).raise_for_status()
    told = until(lambda: (found := read(house)) and found.get("mostrador_page_seconds_count['2xx']") and found)
    assert told["mostrador_hook_seconds_count['401']"] == 1
    assert told["mostrador_up[]"] == told["mostrador_writer_well[]"] == 1
    assert told["mostrador_oldest_unopened_parcel_seconds[]"] == 0
    assert told["mostrador_disk_bytes[]"] > told["mostrador_disk_free_bytes[]"] > 0
    assert told["mostrador_door_well['1', 'webhook']"] == 1


@pytest.mark.parametrize(("scopes", "status"), [("metrics", 200), ("read,write", 401), ("", 401)])
def test_from_elsewhere_only_a_token_of_that_scope_reads_it(house: House, scopes: str, status: int):
    house.start()
    headers = {"Host": "mostrador.example.com"}  # as a proxy passes it on
    if scopes:
        house.tell("members", "add", "--email", "ana@vidriera.test", "--name", "Ana", "--role", "owner")
        headers["Authorization"] = f"Bearer {house.tell('tokens', 'add', '--scopes', scopes)[0]['token']}"
    assert httpx.get(f"{house.url}/metrics", headers=headers, trust_env=False).status_code == status
