"""The order of the list that an officer came from, carried by a place as numbers with commas."""


def order_in(carried: str) -> tuple[int, ...]:
    """Return the records' numbers in the list's order; nothing for any other filter."""
    numbers = carried.split(",")
    return tuple(int(each) for each in numbers) if all(map(_is_number, numbers)) else ()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
