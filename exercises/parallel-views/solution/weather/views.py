import asyncio

from django.http import JsonResponse

from weather.stations import StationError, read_temperature


async def temperatures(request):
    """Answers /?city=Oslo&city=Lima with two temperatures."""
    cities = request.GET.getlist("city")
    readings = await read_all(cities, read_temperature)
    return JsonResponse({"readings": readings})


async def read_all(cities, read):
    """Reads the temperature of each city with `read`,
    a coroutine function. Gives a list of dictionaries."""
    return await asyncio.gather(
        *(read_one(city, read) for city in cities),
    )


async def read_one(city, read):
    """Reads one city; a station that fails gives None."""
    try:
        return {"city": city, "celsius": await read(city)}
    except StationError:
        return {"city": city, "celsius": None}
