"""Sentences whose numbers say no amount: versions, phone numbers, days, years, times, ages, scores, laws, flights, products.

Belongs here: generating. Does not: any expectation; there is none but silence.
"""

from __future__ import annotations

from hypothesis import strategies as st

_MONTHS = "January March May June September December".split()
_small, _day, _hour, _minute = st.integers(1, 9), st.integers(1, 28), st.integers(1, 12), st.integers(10, 59)
_age, _year, _code = st.integers(18, 97), st.integers(1950, 2049), st.integers(1000, 9999)
_month = st.sampled_from(_MONTHS)

KINDS: dict[str, st.SearchStrategy[str]] = {
    "versions": st.builds("The pump runs firmware {}.{}.{} of it.".format, _small, _small, _small),
    "addresses of machines": st.builds("The probe answered from 10.{}.{}.{} at once.".format, _day, _day, _small),
    "phone numbers": st.builds("Call +{} 20 7946 {} at once.".format, _day, _code)
    | st.builds("Call (0{}0) 7946 {} at once.".format, _small, _code)
    | st.builds("Call 202-555-{} at once.".format, _code),
    "days": st.builds("The fair opened on {} {}.".format, _day, _month)
    | st.builds("The fair opened on {} {}, {}, at the mill.".format, _month, _day, _year)
    | st.builds("The fair runs from {1} to {2} {0}.".format, _month, _day, _day)
    | st.builds("The fair opened on Monday, the {1}th of {0}.".format, _month, _day),
    "dates in digits": st.builds("The fair opened on {:02}/{:02}/{}.".format, _day, _hour, _year)
    | st.builds("The fair opened on {2}-{1:02}-{0:02}.".format, _day, _hour, _year)
    | st.builds("The fair opened on {:02}.{:02}.{}.".format, _day, _hour, _year),
    "years": st.builds("The mill closed in {}.".format, _year)
    | st.builds("The mill stood still between {} and {}.".format, _year, _year)
    | st.builds("The mill ({}) closed in the mid-19{}0s.".format, _year, _small)
    | st.builds("The mill closed in 20{0}-{1}, or 20{0}/{1}.".format, st.just(24), st.just(25)),
    "times": st.builds("The mill opens at {}:{} and closes at {} pm.".format, _hour, _minute, _hour)
    | st.builds("The mill opens at {}.{}pm, or {} o'clock.".format, _hour, _minute, _hour)
    | st.builds("The mill opens at {:02}{} GMT.".format, _hour, _minute),
    "ages": st.builds("Marta Lind, {}, drove the tram.".format, _age)
    | st.builds("The {}-year-old drove with a man aged {}.".format, _age, _age)
    | st.builds("Marta Lind, who is {} years old, drove the tram.".format, _age),
    "scores": st.builds("The side from Ostby won {}-{} at home.".format, _small, _small)
    | st.builds("Corda beat Ostby {}–{} and lost {}-{}.".format, _small, _small, _small, _small),
    "laws": st.builds("Article {} and Section {}({}) forbid it.".format, _age, _age, _small)
    | st.builds("Resolution {} was passed, and Law No. {} too.".format, _code, _age)
    | st.builds("Regulation {}/{} forbids it.".format, _year, _code),
    "flights": st.builds("Flight {} took off behind flight BA{}.".format, _code, _code),
    "products": st.builds("A Boeing 7{}7 and an Airbus A3{}0 took off.".format, _small, _small)
    | st.builds("It runs Windows {} on an iPhone {}.".format, _age, _age),
    "labels": st.builds("Gate {} and Pump No. {} were shut.".format, _age, _age)
    | st.builds("Route {} and the M{} were shut.".format, _age, _age),
}
"""By what the numbers are: sentences of that kind."""
