import asyncio

from django.test import SimpleTestCase

from weather.stations import StationError
from weather.views import read_all


class ReadAll(SimpleTestCase):
    maxDiff = None

    async def test_gives_one_reading_per_city(self):
        async def read(city):
            return len(city)

        self.assertEqual(
            await read_all(["Oslo", "Nairobi"], read),
            [{"city": "Oslo", "celsius": 4}, {"city": "Nairobi", "celsius": 7}],
        )

    async def test_asks_all_stations_at_the_same_time(self):
        asked = answered = most = 0

        async def read(city):
            nonlocal asked, answered, most
            asked += 1
            most = max(most, asked - answered)
            await asyncio.sleep(0)
            answered += 1
            return 20

        await read_all(["Oslo", "Lima", "Nairobi"], read)
        self.assertEqual(most, 3, f"Of 3 stations, at most {most} worked at the same time.")

    async def test_keeps_the_order_of_the_cities_when_the_last_one_answers_first(self):
        turns = {"Oslo": 6, "Lima": 4, "Nairobi": 2}

        async def read(city):
            for _ in range(turns[city]):
                await asyncio.sleep(0)
            return turns[city]

        self.assertEqual(
            await read_all(["Oslo", "Lima", "Nairobi"], read),
            [
                {"city": "Oslo", "celsius": 6},
                {"city": "Lima", "celsius": 4},
                {"city": "Nairobi", "celsius": 2},
            ],
        )

    async def test_gives_none_for_a_station_that_fails_and_keeps_the_others(self):
        async def read(city):
            await asyncio.sleep(0)
            if city == "Atlantis":
                raise StationError("There is no station in Atlantis.")
            return 20

        try:
            readings = await read_all(["Oslo", "Atlantis", "Lima"], read)
        except StationError as error:
            readings = f"StationError: {error}"
        self.assertEqual(
            readings,
            [
                {"city": "Oslo", "celsius": 20},
                {"city": "Atlantis", "celsius": None},
                {"city": "Lima", "celsius": 20},
            ],
        )

    async def test_gives_an_empty_list_for_no_cities(self):
        async def read(city):
            return 20

        self.assertEqual(await read_all([], read), [])


class TheView(SimpleTestCase):
    async def test_answers_with_the_readings_as_json(self):
        response = await self.async_client.get("/?city=Lima")
        self.assertEqual(response.json(), {"readings": [{"city": "Lima", "celsius": 19}]})
