namespace Forewarn.RosBridge;

/// <summary>Values an integer parameter may have; bounds are included.</summary>
/// <param name="Step">0 or 1 for any value in between, else the distance of allowed values from <paramref name="From"/>.</param>
public sealed record LongRange(long From, long To, ulong Step = 1)
{
    public bool Holds(long value)
    {
        if (value == From || value == To) return true;
        if (value < From || value > To) return false;
        return Step == 0 || unchecked((ulong)value - (ulong)From) % Step == 0;
    }
}
