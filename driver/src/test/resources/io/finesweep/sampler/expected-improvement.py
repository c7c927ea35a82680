"""Writes expected-improvement.csv: z, ln(phi(z) + z Phi(z)) and its derivative, from 60 digits and
enough more for what cancels. Needs mpmath."""

import mpmath as mp

POINTS = (
    ["-1000000", "-123456.789", "-31622.7766", "-10000", "-4321", "-1000.001", "-1000", "-999.999"]
    + ["-500", "-200", "-100", "-75.3", "-50", "-38.5", "-37.5", "-30", "-26", "-20", "-15", "-10"]
    + [str(mp.mpf(k) / 8) for k in range(-64, 65)]
    + ["-1.0000001", "-0.9999999", "1e-12", "-1e-12", "10", "15", "20", "30", "37.5", "40", "50"]
)


def row(text):
    z = mp.mpf(text)
    # phi(z) + z Phi(z) loses about 2 log10|z| digits, and exp(-z^2/2) needs none: it is factored out.
    if z < -30:
        t = -z
        mills = mp.quad(lambda s: mp.exp(-t * s - s * s / 2), [0, 1 / t, 10 / t, 100 / t, 400 / t])
        value = -z * z / 2 - mp.log(2 * mp.pi) / 2 + mp.log(1 - t * mills)
        slope = mills / (1 - t * mills)
    else:
        density, below = mp.npdf(z), mp.ncdf(z)
        value = mp.log(density + z * below)
        slope = below / (density + z * below)
    return f"{mp.nstr(z, 20)},{mp.nstr(value, 25)},{mp.nstr(slope, 25)}"


mp.mp.dps = 110
print("z,log,slope")
for point in POINTS:
    print(row(point))
